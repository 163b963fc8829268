// Where the bundle begins. All styles are named here: those of a page that is loaded later would not come with it.
import './style/tokens.css';
import './style/base.css';
import './style/parts.css';
import './style/shell.css';
import './style/live.css';
import './style/review.css';
import './style/pages.css';
import './shell/console.js';

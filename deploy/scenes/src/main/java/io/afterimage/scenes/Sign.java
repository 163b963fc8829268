package io.afterimage.scenes;

import java.awt.Color;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.util.Arrays;
import java.util.List;

/** Traffic signs. None is another one's mirror image, as who learns may vary images by mirroring them. */
public enum Sign {
    STOP("stop", true) {
        @Override
        void draw(Plate plate) {
            plate.polygon(8, 1, 22.5, 0, WHITE).polygon(8, .9, 22.5, 0, RED);
            plate.line(.1, WHITE, -.43, -.26, -.65, -.26, -.65, 0, -.43, 0, -.43, .26, -.65, .26)
                    .line(.1, WHITE, -.34, -.26, -.04, -.26)
                    .line(.1, WHITE, -.19, -.26, -.19, .3)
                    .stroke(new Ellipse2D.Double(.06, -.25, .22, .5), .1, WHITE)
                    .line(.1, WHITE, .44, .3, .44, -.26, .64, -.26, .64, .02, .44, .02);
        }
    },
    GIVE_WAY("give way", true) {
        @Override
        void draw(Plate plate) {
            plate.polygon(3, 1.1, 180, -.25, RED).polygon(3, .62, 180, -.25, WHITE);
        }
    },
    NO_ENTRY("no entry", true) {
        @Override
        void draw(Plate plate) {
            plate.disc(1, WHITE).disc(.94, RED).box(0, 0, 1.35, .34, WHITE);
        }
    },
    LIMIT_30("limit 30", true) {
        @Override
        void draw(Plate plate) {
            limit(plate)
                    .line(.13, BLACK, -.52, -.34, -.17, -.34, -.35, -.06, -.17, .08, -.17, .28, -.3, .37, -.52, .34);
        }
    },
    LIMIT_70("limit 70", true) {
        @Override
        void draw(Plate plate) {
            limit(plate).line(.13, BLACK, -.53, -.34, -.15, -.34, -.4, .42);
        }
    },
    PRIORITY("priority", true) {
        @Override
        void draw(Plate plate) {
            plate.polygon(4, 1.1, 0, 0, WHITE).polygon(4, .82, 0, 0, new Color(250, 190, 0));
        }
    },
    CROSSING("crossing", true) {
        @Override
        void draw(Plate plate) {
            plate.box(0, 0, 1.8, 1.8, BLUE).polygon(3, .86, 0, .18, WHITE);
            plate.disc(0, -.22, .1, BLACK)
                    .line(.12, BLACK, 0, -.14, 0, .2, -.2, .52)
                    .line(.12, BLACK, 0, .18, .2, .52)
                    .line(.09, BLACK, -.22, .1, 0, -.06, .22, .1);
        }
    },
    AHEAD_ONLY("ahead only", true) {
        @Override
        void draw(Plate plate) {
            plate.disc(1, WHITE).disc(.94, BLUE).box(0, .25, .26, .85, WHITE);
            plate.area(WHITE, 0, -.75, .45, -.1, -.45, -.1);
        }
    },
    ROUNDABOUT("roundabout", true) {
        @Override
        void draw(Plate plate) {
            plate.disc(1, WHITE).disc(.94, BLUE);
            for (int third = 0; third < 3; third++) {
                double start = 90 + 120.0 * third;
                plate.stroke(new Arc2D.Double(-.5, -.5, 1, 1, start, 75, Arc2D.OPEN), .19, WHITE);
                double tip = Math.toRadians(start - 22);
                double base = Math.toRadians(start + 8);
                plate.area(
                        WHITE,
                        .5 * Math.cos(tip),
                        -.5 * Math.sin(tip),
                        .74 * Math.cos(base),
                        -.74 * Math.sin(base),
                        .26 * Math.cos(base),
                        -.26 * Math.sin(base));
            }
        }
    },
    DANGER("danger", true) {
        @Override
        void draw(Plate plate) {
            warning(plate).area(BLACK, -.13, -.3, .13, -.3, .06, .3, -.06, .3).disc(0, .46, .11, BLACK);
        }
    },
    WILDLIFE("wildlife", false) {
        @Override
        void draw(Plate plate) {
            warning(plate)
                    .area(BLACK, -.34, .14, .16, .02, .24, -.2, .36, -.2, .26, .26, -.26, .34)
                    .line(.07, BLACK, .28, -.18, .16, -.36)
                    .line(.09, BLACK, .2, .2, .42, .42)
                    .line(.09, BLACK, .12, .24, .2, .52)
                    .line(.09, BLACK, -.2, .28, -.4, .54)
                    .line(.09, BLACK, -.28, .2, -.5, .4);
        }
    },
    CHARGING("charging", false) {
        @Override
        void draw(Plate plate) {
            plate.box(0, 0, 1.8, 1.8, BLUE).box(0, 0, 1.62, 1.62, WHITE).box(0, 0, 1.5, 1.5, BLUE);
            plate.area(WHITE, .16, -.68, -.4, .12, -.04, .12, -.2, .68, .4, -.16, .02, -.16);
        }
    };

    private static final Color WHITE = new Color(245, 245, 240);
    private static final Color BLACK = new Color(25, 25, 25);
    private static final Color RED = new Color(195, 25, 35);
    private static final Color BLUE = new Color(20, 75, 165);

    private final String label;
    private final boolean known;

    Sign(String label, boolean known) {
        this.label = label;
        this.known = known;
    }

    abstract void draw(Plate plate);

    /** What people call it: the class. */
    public String label() {
        return label;
    }

    /** Those that a starter model has learned. */
    public static List<Sign> known() {
        return Arrays.stream(values()).filter(sign -> sign.known).toList();
    }

    /** Those that it has never seen. */
    public static List<Sign> unknown() {
        return Arrays.stream(values()).filter(sign -> !sign.known).toList();
    }

    /** A limit without its first digit. */
    private static Plate limit(Plate plate) {
        return plate.disc(1, RED).disc(.76, WHITE).stroke(new Ellipse2D.Double(.09, -.34, .34, .7), .13, BLACK);
    }

    private static Plate warning(Plate plate) {
        return plate.polygon(3, 1.1, 0, .25, RED).polygon(3, .78, 0, .25, WHITE);
    }
}

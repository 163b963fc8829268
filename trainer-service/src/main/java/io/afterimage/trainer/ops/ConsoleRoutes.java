package io.afterimage.trainer.ops;

import io.afterimage.model.compare.LabelMap;
import io.afterimage.trainer.dataset.DataSet;
import io.afterimage.trainer.estimate.Book;
import io.afterimage.trainer.http.ApiDescription;
import io.afterimage.trainer.http.EventStreams;
import io.afterimage.trainer.http.Routes;
import java.util.Optional;
import java.util.function.Supplier;

/** All paths of the console. */
final class ConsoleRoutes {
    private final Console console;
    private final Supplier<Optional<DataSet>> dataSet;
    private final Supplier<Book> read;
    private final LabelMap map;
    private final EventStreams streams = new EventStreams();

    /**
     * @param dataSet of the elected trainer; empty for any other
     * @param read gives what was read of labels and feedback up to now, or refuses
     * @param map what labels mean in the classes that people use
     */
    ConsoleRoutes(Console console, Supplier<Optional<DataSet>> dataSet, Supplier<Book> read, LabelMap map) {
        this.console = console;
        this.dataSet = dataSet;
        this.read = read;
        this.map = map;
    }

    void addTo(Routes routes) {
        new LiveRoutes(console, streams).addTo(routes);
        new ImageRoutes(console.pictures(), dataSet).addTo(routes);
        new ReviewRoutes(console, dataSet).addTo(routes);
        new ClassRoutes(console, dataSet).addTo(routes);
        new ModelRoutes(console, dataSet).addTo(routes);
        new InsideRoutes(console, dataSet).addTo(routes);
        new QualityRoutes(console, read, map).addTo(routes);
        new LabelStudioRoutes(console).addTo(routes);
        routes.get("/v1/openapi.json", exchange -> ApiDescription.read());
    }

    /** Ends all streams of events, so that the service can stop. */
    void release() {
        streams.endAll();
    }
}

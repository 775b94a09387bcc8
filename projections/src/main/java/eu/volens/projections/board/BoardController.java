package eu.volens.projections.board;

import eu.volens.projections.feed.FeedProgress;
import eu.volens.projections.system.ServicesOnly;
import eu.volens.wire.Topics;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The board for the other services' pages. */
@RestController
@ServicesOnly
@Tag(name = "board", description = "Requests, where they stand and when they are due.")
class BoardController {

    private static final int REQUESTS_MAX = 1_000;

    /** @param more true when there are more than these */
    record Requests(List<BoardRow> requests, boolean more) {}

    private final Board board;
    private final FeedProgress progress;

    BoardController(Board board, FeedProgress progress) {
        this.board = board;
        this.progress = progress;
    }

    @GetMapping("/api/board")
    @Operation(summary = "Requests, open ones first, the most urgent on top")
    Requests requests() {
        progress.requireComplete(Topics.RIGHTS);
        List<BoardRow> rows = board.read(REQUESTS_MAX + 1);
        return new Requests(rows.stream().limit(REQUESTS_MAX).toList(), rows.size() > REQUESTS_MAX);
    }
}

package eu.volens.benchmarks.crash;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Commands of which no client knows whether they are recorded: each is to be sent again, under the number of its last attempt. */
final class OpenCommands {

    private final Map<String, Line.Sent> open = new LinkedHashMap<>();

    List<Line.Sent> all() {
        return List.copyOf(open.values());
    }

    /** All writers of a run together: what one of them left open, another may have settled. */
    void afterRun(List<Transcript> run) {
        Map<String, Line.Sent> last = new HashMap<>();
        Set<String> settled = new HashSet<>();
        List<Line.Sent> unanswered = new ArrayList<>();
        for (Transcript transcript : run) {
            Map<String, Line.Sent> waiting = new HashMap<>();
            for (Line line : transcript.lines()) {
                switch (line) {
                    case Line.Sent sent -> {
                        last.merge(sent.command(), sent, (one, other) -> one.attempt() > other.attempt() ? one : other);
                        waiting.put(sent.command() + " " + sent.attempt(), sent);
                    }
                    case Line.Refused refused -> waiting.remove(refused.command() + " " + refused.attempt());
                    case Line.Acked acked -> {
                        settled.add(acked.command());
                        waiting.remove(acked.command() + " " + acked.attempt());
                    }
                    case Line.Found found -> settled.add(found.command());
                    case Line.Unsure _, Line.Signed _, Line.Failed _, Line.Began _ -> { }
                }
            }
            unanswered.addAll(waiting.values());
        }
        unanswered.forEach(sent -> open.put(sent.command(), sent));
        last.forEach((command, sent) -> open.computeIfPresent(command, (it, before) -> sent));
        open.keySet().removeAll(settled);
    }
}

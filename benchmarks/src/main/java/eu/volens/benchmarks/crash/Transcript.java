package eu.volens.benchmarks.crash;

import java.util.List;

/** All that one writer process told, in the order in which it happened there. */
record Transcript(String writer, List<Line> lines) {

    Transcript {
        lines = List.copyOf(lines);
    }
}

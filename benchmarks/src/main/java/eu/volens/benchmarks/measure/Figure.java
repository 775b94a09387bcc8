package eu.volens.benchmarks.measure;

import eu.volens.benchmarks.measure.Goal.Better;
import eu.volens.benchmarks.measure.Goal.Verdict;
import java.util.List;

/**
 * A measured figure. What counts is the median of the rounds' own ratios, so that a slow minute of the machine slows both sides of one round only.
 *
 * @param note what a reader needs to know of this run; empty for nothing
 */
public record Figure(Goal goal, List<Round> rounds, String note) {

    public Figure {
        rounds = List.copyOf(rounds);
        if (rounds.isEmpty()) {
            throw new IllegalArgumentException("no round of " + goal.name());
        }
    }

    public double median() {
        return Statistics.median(figures());
    }

    public double worst() {
        return goal.better() == Better.HIGHER ? Statistics.least(figures()) : Statistics.greatest(figures());
    }

    public Verdict verdict() {
        return goal.judge(median());
    }

    public double medianOfOurs() {
        return Statistics.median(rounds.stream().mapToDouble(Round::ours).toArray());
    }

    public double medianOfYardstick() {
        return Statistics.median(rounds.stream().mapToDouble(Round::yardstick).toArray());
    }

    private double[] figures() {
        return rounds.stream().mapToDouble(Round::figure).toArray();
    }
}

package eu.volens.benchmarks.measure;

/**
 * One round of a row: ours and the yardstick, measured one right after the other.
 *
 * @param yardstick 1 where the figure stands for itself
 */
public record Round(double ours, double yardstick) {

    public double figure() {
        return ours / yardstick;
    }
}

package eu.volens.benchmarks.measure;

import java.util.Arrays;

/** Of a handful of rounds, or of many latencies. Each asks for one value at least. */
public final class Statistics {

    private Statistics() {}

    /** Of an even number of values, the mean of the two in the middle. */
    public static double median(double... values) {
        double[] sorted = sorted(values);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    public static double least(double... values) {
        return sorted(values)[0];
    }

    public static double greatest(double... values) {
        return sorted(values)[values.length - 1];
    }

    /** The smallest value that this share of all values does not exceed (nearest rank). */
    public static long percentile(double share, long... values) {
        if (values.length == 0 || share <= 0 || share > 1) {
            throw new IllegalArgumentException("no such percentile: " + share + " of " + values.length + " values");
        }
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.ceil(share * sorted.length) - 1];
    }

    private static double[] sorted(double[] values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("nothing was measured");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }
}

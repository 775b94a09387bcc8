package eu.volens.benchmarks.system;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;

/** The machine that is measured. */
public final class Machine {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final long KILOBYTES_PER_GIGABYTE = 1024 * 1024;

    private Machine() {}

    public static Clock clock() {
        return Clock.systemUTC();
    }

    public static SecureRandom random() {
        return RANDOM;
    }

    /** Fast chance for ids that must only be different, seeded anew for each. */
    public static Ids ids() {
        return new Ids(new SplittableRandom(RANDOM.nextLong()));
    }

    /** Random UUIDs (version 4), cheap to make. For one thread. */
    public static final class Ids {

        private static final long VERSION_BITS = 0xF000L;
        private static final long VERSION_4 = 0x4000L;
        private static final long VARIANT = 0x8000000000000000L;

        private final SplittableRandom random;

        private Ids(SplittableRandom random) {
            this.random = random;
        }

        public UUID next() {
            return new UUID(random.nextLong() & ~VERSION_BITS | VERSION_4, random.nextLong() >>> 2 | VARIANT);
        }
    }

    /** What a reader of figures asks first. @param folder where the measured data lie */
    public static Map<String, String> facts(Path folder) throws IOException {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("measured at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        facts.put("processors", Runtime.getRuntime().availableProcessors() + " × " + first("/proc/cpuinfo", "model name"));
        facts.put("memory", memory());
        facts.put("disk", Files.getFileStore(folder).type() + " on " + Files.getFileStore(folder).name());
        facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version") + " " + System.getProperty("os.arch"));
        facts.put("Java", System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
        return facts;
    }

    private static String memory() {
        String kilobytes = first("/proc/meminfo", "MemTotal").replaceAll("\\D", "");
        return kilobytes.isEmpty() ? "unknown" : Long.parseLong(kilobytes) / KILOBYTES_PER_GIGABYTE + " GiB";
    }

    /** Of a file of names and values, as Linux has them; elsewhere "unknown". */
    private static String first(String file, String name) {
        try {
            return Files.readAllLines(Path.of(file)).stream().filter(line -> line.startsWith(name)).findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip()).orElse("unknown");
        } catch (IOException notLinux) {
            return "unknown";
        }
    }

    /** Processes that ran or waited to run, a minute's average: much above the number of processors before a run means that others work here too. */
    public static String load() {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return load < 0 ? "unknown" : String.format(Locale.ROOT, "%.2f", load);
    }
}

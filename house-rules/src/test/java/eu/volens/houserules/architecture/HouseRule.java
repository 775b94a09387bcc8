package eu.volens.houserules.architecture;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.function.Function;

/**
 * A rule for a house whose packages begin with a root: {@code eu.volens}, or the guilty house beside these tests.
 *
 * @param guilty classes of the guilty house, without its root, that the rule must reject
 */
record HouseRule(String name, Function<String, ArchRule> of, List<String> guilty) {

    static HouseRule rule(String name, Function<String, ArchRule> of, String... guilty) {
        return new HouseRule(name, of, List.of(guilty));
    }

    @Override
    public String toString() {
        return name;
    }
}

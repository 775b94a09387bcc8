package eu.volens.standalone.home;

import java.util.List;

/** Which sites have a controller's folder that says something else than what their visitors are shown. */
@FunctionalInterface
public interface WaitingPolicies {

    /** Ids of sites, as it stands now. */
    List<String> sites();
}

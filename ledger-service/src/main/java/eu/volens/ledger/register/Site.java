package eu.volens.ledger.register;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A site of the controller. What a visitor decides holds for the whole site.
 *
 * @param hosts        the hosts that make up the site
 * @param origins      web origins whose pages may talk to the ledger with this site's id, as browsers send them
 * @param lifetimeDays how long a choice holds, a yes and a no alike; 1 to {@value #LIFETIME_DAYS_MAX}
 */
public record Site(String id, String name, URI url, List<String> hosts, List<String> origins, int lifetimeDays, List<Area> areas) {

    /** Thirteen months: no choice is taken to hold longer than that. */
    public static final int LIFETIME_DAYS_MAX = 396;

    public Site {
        hosts = List.copyOf(hosts);
        origins = List.copyOf(origins);
        areas = List.copyOf(areas);
    }

    public Optional<Area> area(String areaId) {
        return areas.stream().filter(area -> area.id().equals(areaId)).findFirst();
    }
}

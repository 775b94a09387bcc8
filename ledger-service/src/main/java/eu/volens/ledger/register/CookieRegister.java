package eu.volens.ledger.register;

import java.util.List;
import java.util.Optional;

/** Everything configured of one controller, checked as a whole: every id that is named exists, every text stands in every language. */
public record CookieRegister(ControllerIdentity controller, List<Site> sites, List<Purpose> purposes, List<Tracker> trackers) {

    public CookieRegister {
        sites = List.copyOf(sites);
        purposes = List.copyOf(purposes);
        trackers = List.copyOf(trackers);
    }

    public Optional<Site> site(String siteId) {
        return sites.stream().filter(site -> site.id().equals(siteId)).findFirst();
    }

    public Optional<Purpose> purpose(String purposeId) {
        return purposes.stream().filter(purpose -> purpose.id().equals(purposeId)).findFirst();
    }

    /** The purposes at work in an area, in the order of the register: the required ones, and those it asks about. */
    public List<Purpose> purposesOf(Area area) {
        return purposes.stream().filter(purpose -> purpose.required() || area.asks().contains(purpose.id())).toList();
    }

    /** The trackers of a purpose, in the order of the register. */
    public List<Tracker> trackersFor(Purpose purpose) {
        return trackers.stream().filter(tracker -> tracker.purpose().equals(purpose.id())).toList();
    }

    public Optional<ControllerIdentity.Recipient> recipientOf(Tracker tracker) {
        return tracker.recipient().flatMap(id -> controller.recipients().stream().filter(it -> it.id().equals(id)).findFirst());
    }
}

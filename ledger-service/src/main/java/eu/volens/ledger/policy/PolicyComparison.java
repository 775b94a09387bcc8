package eu.volens.ledger.policy;

import eu.volens.ledger.policy.Difference.Kind;
import eu.volens.ledger.register.Area;
import eu.volens.ledger.register.ControllerIdentity;
import eu.volens.ledger.register.ControllerIdentity.Recipient;
import eu.volens.ledger.register.FrozenPolicy;
import eu.volens.ledger.register.Purpose;
import eu.volens.ledger.register.Site;
import eu.volens.ledger.register.Tracker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** In what two versions of a policy differ, in the order in which people read a policy. Empty for equal ones, and for no others. */
public record PolicyComparison(List<Difference> differences) {

    public PolicyComparison {
        differences = List.copyOf(differences);
    }

    /** Material as soon as one difference is. */
    public Weight weight() {
        return differences.stream().map(it -> it.kind().weight()).reduce(Weight.EDITORIAL, Weight::or);
    }

    public static PolicyComparison between(FrozenPolicy before, FrozenPolicy after) {
        return new PolicyComparison(new Reading(before, after).differences());
    }

    /** One comparison while it is made. */
    private static final class Reading {

        private final FrozenPolicy before;
        private final FrozenPolicy after;
        private final List<Difference> found = new ArrayList<>();

        Reading(FrozenPolicy before, FrozenPolicy after) {
            this.before = before;
            this.after = after;
        }

        List<Difference> differences() {
            controllers(before.register().controller(), after.register().controller());
            sites(before.site(), after.site());
            lists(before.site().areas(), after.site().areas(), Area::id, this::areaAdded,
                    area -> note(Kind.AREA_REMOVED, area.id()), this::areas);
            lists(before.register().purposes(), after.register().purposes(), Purpose::id, purpose -> note(Kind.PURPOSE_ADDED, purpose.id()),
                    purpose -> note(Kind.PURPOSE_REMOVED, purpose.id()), this::purposes);
            lists(before.register().controller().recipients(), after.register().controller().recipients(), Recipient::id,
                    recipient -> note(Kind.RECIPIENT_ADDED, recipient.id()), recipient -> note(Kind.RECIPIENT_REMOVED, recipient.id()),
                    this::recipients);
            lists(before.register().trackers(), after.register().trackers(), Reading::name,
                    tracker -> note(Kind.TRACKER_ADDED, name(tracker), "", tracker.purpose()),
                    tracker -> note(Kind.TRACKER_REMOVED, name(tracker), tracker.purpose(), ""), this::trackers);
            words();
            if (found.isEmpty() && !before.equals(after)) {
                note(Kind.ORDER_CHANGED, "");
            }
            return found;
        }

        private void controllers(ControllerIdentity old, ControllerIdentity now) {
            if (!old.id().equals(now.id()) || !old.name().equals(now.name())) {
                note(Kind.CONTROLLER_CHANGED, "", old.name(), now.name());
            }
            if (!contacts(old).equals(contacts(now))) {
                note(Kind.CONTACTS_CHANGED, "");
            }
            if (!old.authority().equals(now.authority())) {
                note(Kind.AUTHORITY_CHANGED, "");
            }
            strings(old.languages(), now.languages(), Kind.LANGUAGE_ADDED, Kind.LANGUAGE_REMOVED, "");
        }

        private static List<Object> contacts(ControllerIdentity it) {
            return List.of(it.brand(), it.registration(), it.zone(), it.address(), it.mail(), it.form(), it.privacyStatement());
        }

        private void sites(Site old, Site now) {
            if (!old.name().equals(now.name()) || !old.url().equals(now.url())) {
                note(Kind.SITE_RENAMED, "", old.name(), now.name());
            }
            strings(old.hosts(), now.hosts(), Kind.SITE_HOST_ADDED, Kind.SITE_HOST_REMOVED, "");
            if (old.lifetimeDays() != now.lifetimeDays()) {
                note(old.lifetimeDays() < now.lifetimeDays() ? Kind.CHOICE_LONGER : Kind.CHOICE_SHORTER, "",
                        Integer.toString(old.lifetimeDays()), Integer.toString(now.lifetimeDays()));
            }
        }

        private void areaAdded(Area area) {
            note(Kind.AREA_ADDED, area.id());
            area.asks().forEach(purpose -> note(Kind.AREA_ASKS, area.id(), "", purpose));
        }

        private void areas(Area old, Area now) {
            if (!old.name().equals(now.name())) {
                note(Kind.AREA_RENAMED, now.id());
            }
            strings(old.asks(), now.asks(), Kind.AREA_ASKS, Kind.AREA_ASKS_NO_LONGER, now.id());
        }

        private void purposes(Purpose old, Purpose now) {
            if (old.basis() != now.basis()) {
                note(now.required() ? Kind.PURPOSE_NO_LONGER_ASKED : Kind.PURPOSE_NOW_ASKED, now.id());
            }
            strings(old.consentMode(), now.consentMode(), Kind.SIGNAL_ADDED, Kind.SIGNAL_REMOVED, now.id());
            if (old.refusedByGpc() != now.refusedByGpc()) {
                note(now.refusedByGpc() ? Kind.GPC_REFUSES : Kind.GPC_REFUSES_NO_LONGER, now.id());
            }
            if (!old.name().equals(now.name()) || !old.explanation().equals(now.explanation())) {
                note(Kind.PURPOSE_REWORDED, now.id());
            }
        }

        private void recipients(Recipient old, Recipient now) {
            if (!old.name().equals(now.name())) {
                note(Kind.RECIPIENT_REPLACED, now.id(), old.name(), now.name());
            }
            if (!old.receives().equals(now.receives())) {
                note(Kind.RECIPIENT_REWORDED, now.id());
            }
        }

        private void trackers(Tracker old, Tracker now) {
            var name = name(now);
            var writtenOtherwise = false;
            if (now.lifetime().isLongerThan(old.lifetime())) {
                note(Kind.TRACKER_LONGER, name, old.lifetime().code(), now.lifetime().code());
            } else if (old.lifetime().isLongerThan(now.lifetime())) {
                note(Kind.TRACKER_SHORTER, name, old.lifetime().code(), now.lifetime().code());
            } else {
                writtenOtherwise = !old.lifetime().equals(now.lifetime());
            }
            if (!old.purpose().equals(now.purpose())) {
                note(Kind.TRACKER_OTHER_PURPOSE, name, old.purpose(), now.purpose());
            }
            techniques(old, now);
            strings(list(old.recipient()), list(now.recipient()), Kind.TRACKER_RECIPIENT_ADDED, Kind.TRACKER_RECIPIENT_REMOVED, name);
            strings(old.hosts(), now.hosts(), Kind.TRACKER_HOST_ADDED, Kind.TRACKER_HOST_REMOVED, name);
            strings(old.names(), now.names(), Kind.TRACKER_NAME_ADDED, Kind.TRACKER_NAME_REMOVED, name);
            if (writtenOtherwise || !old.explanation().equals(now.explanation())) {
                note(Kind.TRACKER_REWORDED, name);
            }
        }

        private void techniques(Tracker old, Tracker now) {
            if (old.kind() != now.kind()) {
                note(Kind.TRACKER_OTHER_KIND, name(now), old.kind().code(), now.kind().code());
            }
            if (old.party() != now.party()) {
                note(now.party() == Tracker.Party.THIRD ? Kind.TRACKER_OF_THIRD_PARTY : Kind.TRACKER_OF_FIRST_PARTY, name(now));
            }
        }

        private static List<String> list(Optional<String> one) {
            return one.stream().toList();
        }

        /** How many texts differ, per language that both speak. */
        private void words() {
            before.words().keySet().stream().filter(after.words()::containsKey).sorted().forEach(language -> {
                var old = before.words().getOrDefault(language, Map.of());
                var now = after.words().getOrDefault(language, Map.of());
                var changed = Stream.concat(old.keySet().stream(), now.keySet().stream()).distinct()
                        .filter(key -> !Objects.equals(old.get(key), now.get(key))).count();
                if (changed > 0) {
                    note(Kind.WORDS_CHANGED, language, "", Long.toString(changed));
                }
            });
        }

        private static String name(Tracker tracker) {
            return tracker.name() + " (" + tracker.provider() + ")";
        }

        private void strings(List<String> old, List<String> now, Kind added, Kind removed, String subject) {
            lists(old, now, Function.identity(), it -> note(added, subject, "", it), it -> note(removed, subject, it, ""), (same, again) -> {});
        }

        private static <T> void lists(List<T> old, List<T> now, Function<T, String> id, Consumer<T> added, Consumer<T> removed,
                BiConsumer<T, T> kept) {
            now.stream().filter(it -> find(old, id, it).isEmpty()).forEach(added);
            old.stream().filter(it -> find(now, id, it).isEmpty()).forEach(removed);
            now.forEach(it -> find(old, id, it).ifPresent(same -> kept.accept(same, it)));
        }

        private static <T> Optional<T> find(List<T> all, Function<T, String> id, T wanted) {
            return all.stream().filter(it -> id.apply(it).equals(id.apply(wanted))).findFirst();
        }

        private void note(Kind kind, String subject) {
            note(kind, subject, "", "");
        }

        private void note(Kind kind, String subject, String old, String now) {
            found.add(new Difference(kind, subject, old, now));
        }
    }
}

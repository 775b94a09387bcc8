package eu.volens.ledger.policy;

import java.util.Locale;

/**
 * One thing in which two versions of a policy differ.
 *
 * @param subject what it is about: the name and provider of a tracker, the id of a purpose, an area or a recipient, a language; may be empty
 * @param before  what it was, as codes and ids; empty where there is nothing to tell
 * @param after   what it is
 */
public record Difference(Kind kind, String subject, String before, String after) {

    /** What differs, and whether visitors who chose before are to be asked again. More, longer, or to others: asked; less, or other words: not. */
    public enum Kind {
        CONTROLLER_CHANGED(Weight.MATERIAL),
        CONTACTS_CHANGED(Weight.EDITORIAL),
        AUTHORITY_CHANGED(Weight.EDITORIAL),
        LANGUAGE_ADDED(Weight.EDITORIAL),
        LANGUAGE_REMOVED(Weight.EDITORIAL),
        SITE_RENAMED(Weight.EDITORIAL),
        SITE_HOST_ADDED(Weight.MATERIAL),
        SITE_HOST_REMOVED(Weight.EDITORIAL),
        CHOICE_LONGER(Weight.MATERIAL),
        CHOICE_SHORTER(Weight.EDITORIAL),
        AREA_ADDED(Weight.EDITORIAL),
        AREA_REMOVED(Weight.EDITORIAL),
        AREA_RENAMED(Weight.EDITORIAL),
        AREA_ASKS(Weight.MATERIAL),
        AREA_ASKS_NO_LONGER(Weight.EDITORIAL),
        PURPOSE_ADDED(Weight.MATERIAL),
        PURPOSE_REMOVED(Weight.EDITORIAL),
        PURPOSE_NOW_ASKED(Weight.MATERIAL),
        PURPOSE_NO_LONGER_ASKED(Weight.MATERIAL),
        PURPOSE_REWORDED(Weight.EDITORIAL),
        SIGNAL_ADDED(Weight.MATERIAL),
        SIGNAL_REMOVED(Weight.EDITORIAL),
        GPC_REFUSES(Weight.EDITORIAL),
        GPC_REFUSES_NO_LONGER(Weight.MATERIAL),
        RECIPIENT_ADDED(Weight.MATERIAL),
        RECIPIENT_REMOVED(Weight.EDITORIAL),
        RECIPIENT_REPLACED(Weight.MATERIAL),
        RECIPIENT_REWORDED(Weight.EDITORIAL),
        TRACKER_ADDED(Weight.MATERIAL),
        TRACKER_REMOVED(Weight.EDITORIAL),
        TRACKER_LONGER(Weight.MATERIAL),
        TRACKER_SHORTER(Weight.EDITORIAL),
        TRACKER_OTHER_PURPOSE(Weight.MATERIAL),
        TRACKER_RECIPIENT_ADDED(Weight.MATERIAL),
        TRACKER_RECIPIENT_REMOVED(Weight.EDITORIAL),
        TRACKER_OTHER_KIND(Weight.MATERIAL),
        TRACKER_OF_THIRD_PARTY(Weight.MATERIAL),
        TRACKER_OF_FIRST_PARTY(Weight.EDITORIAL),
        TRACKER_HOST_ADDED(Weight.MATERIAL),
        TRACKER_HOST_REMOVED(Weight.EDITORIAL),
        TRACKER_NAME_ADDED(Weight.MATERIAL),
        TRACKER_NAME_REMOVED(Weight.EDITORIAL),
        TRACKER_REWORDED(Weight.EDITORIAL),
        WORDS_CHANGED(Weight.EDITORIAL),
        ORDER_CHANGED(Weight.EDITORIAL);

        private final Weight weight;

        Kind(Weight weight) {
            this.weight = weight;
        }

        public Weight weight() {
            return weight;
        }

        /** As it is sent, and the end of its key among the words. */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}

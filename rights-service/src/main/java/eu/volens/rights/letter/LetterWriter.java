package eu.volens.rights.letter;

import eu.volens.rights.letter.LetterKind.Mention;
import eu.volens.rights.organisation.Organisation;
import eu.volens.rights.request.CaseFacts;
import eu.volens.rights.request.ExtensionReason;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts into words what a case has come to; for the outbox, which sends it, and for previews, which show it. */
final class LetterWriter {

    private final LetterTemplates templates;
    private final Organisation organisation;

    LetterWriter(LetterTemplates templates, Organisation organisation) {
        this.templates = templates;
        this.organisation = organisation;
    }

    /** A letter, and which of its mandatory mentions it does not say; with any of these it must not be sent. */
    record Written(LetterTemplates.Rendered rendered, String language, List<Mention> unsaid) {}

    /** What one letter says beside what every letter of the case can say. */
    static final class Own {

        static final Own NOTHING = new Own(Map.of(), false, Optional.empty());

        private final Map<Mention, String> mentions;
        private final boolean undecided;
        private final Optional<Organisation.Notice> recipient;

        private Own(Map<Mention, String> mentions, boolean undecided, Optional<Organisation.Notice> recipient) {
            this.mentions = mentions;
            this.undecided = undecided;
            this.recipient = recipient;
        }
    }

    /** @param question the empty string for none */
    Own question(String question) {
        return new Own(Map.of(Mention.QUESTION, question), false, Optional.empty());
    }

    Own extension(CaseFacts facts, ExtensionReason reason, String explanation) {
        return new Own(Map.of(Mention.REASON, new AnswerWords(organisation, facts.language()).reason(reason), Mention.EXPLANATION, explanation),
                false, Optional.empty());
    }

    Own decisions(CaseFacts facts) {
        AnswerWords.Decisions decisions = new AnswerWords(organisation, facts.language()).decisions(facts);
        return new Own(Map.of(Mention.DECISIONS, decisions.text()), !decisions.complete(), Optional.empty());
    }

    Own notice(CaseFacts facts, Organisation.Notice recipient) {
        AnswerWords words = new AnswerWords(organisation, recipient.language());
        return new Own(Map.of(Mention.RECIPIENT_NAME, organisation.recipientName(recipient.recipient()), Mention.MEASURES, words.measures(facts),
                Mention.WHOSE_DATA, words.whoseData(facts)), false, Optional.of(recipient));
    }

    Written write(LetterKind kind, CaseFacts facts, Own own, Optional<Links.Link> link) {
        String language = own.recipient.map(Organisation.Notice::language).orElse(facts.language());
        Map<Mention, String> mentions = new EnumMap<>(Mention.class);
        ofTheController(mentions, language);
        ofTheCase(mentions, facts, language);
        link.ifPresent(issued -> ofTheLink(mentions, kind, issued, language));
        mentions.putAll(own.mentions);
        mentions.keySet().retainAll(kind.declared());
        mentions.replaceAll((mention, value) -> LetterTemplates.tidy(value));
        mentions.values().removeIf(String::isEmpty);
        LetterTemplates.Rendered rendered = templates.render(kind, language, mentions);
        List<Mention> unsaid = new ArrayList<>(LetterTemplates.unsaid(kind, mentions, rendered));
        if (own.undecided) {
            unsaid.add(Mention.DECISIONS);
        }
        return new Written(rendered, language, List.copyOf(unsaid));
    }

    private void ofTheController(Map<Mention, String> mentions, String language) {
        mentions.put(Mention.CONTROLLER_NAME, organisation.name());
        mentions.put(Mention.CONTROLLER_ADDRESS, organisation.address().in(language));
        mentions.put(Mention.CONTROLLER_MAIL, organisation.mail());
        mentions.put(Mention.AUTHORITY_NAME, organisation.authority().name().in(language));
        mentions.put(Mention.AUTHORITY_ADDRESS, organisation.authority().address().in(language));
        mentions.put(Mention.COMPLAINT_LINK, organisation.authority().complaint().in(language));
        mentions.put(Mention.REMEDY, organisation.rules().remedy().in(language));
    }

    private void ofTheCase(Map<Mention, String> mentions, CaseFacts facts, String language) {
        mentions.put(Mention.CASE_NUMBER, facts.caseNumber());
        mentions.put(Mention.RECEIVED_ON, Words.day(facts.deadline().receivedOn(), language));
        mentions.put(Mention.DUE_ON, Words.day(facts.deadline().dueOn(), language));
        mentions.put(Mention.NEW_DUE_ON, Words.day(facts.deadline().dueIfExtendedOn(), language));
        mentions.put(Mention.RIGHTS, Words.rights(facts.rights(), language));
        mentions.put(Mention.NOT_READ, new AnswerWords(organisation, language).notRead(facts));
    }

    private void ofTheLink(Map<Mention, String> mentions, LetterKind kind, Links.Link link, String language) {
        boolean download = kind.mandatory().contains(Mention.DOWNLOAD_LINK);
        mentions.put(download ? Mention.DOWNLOAD_LINK : Mention.IDENTITY_LINK, link.address());
        mentions.put(download ? Mention.DOWNLOAD_LINK_UNTIL : Mention.IDENTITY_LINK_UNTIL,
                Words.day(link.until().atZone(organisation.zone()).toLocalDate(), language));
    }
}

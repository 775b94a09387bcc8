package eu.volens.rights.letter;

import eu.volens.rights.organisation.Organisation;
import eu.volens.rights.request.Attention;
import eu.volens.rights.request.CaseFacts;
import eu.volens.rights.request.ExtensionReason;
import eu.volens.rights.request.Ground;
import eu.volens.rights.request.RequestEvent;
import eu.volens.rights.request.RequestEvent.RequestReopened;
import eu.volens.rights.request.RequestEvent.RightDecided;
import eu.volens.rights.request.RequestEvent.TaskDone;
import eu.volens.rights.request.Right;
import eu.volens.rights.request.Ruling;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What was read, decided and done, in the words of one language. */
final class AnswerWords {

    /** Of these the recipients of the data hear (Article 19 GDPR). */
    private static final Set<Right> TOLD_TO_RECIPIENTS = Set.of(Right.RECTIFICATION, Right.ERASURE, Right.RESTRICTION);
    private static final ResourceBundle.Control ONLY_THIS = ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private final Organisation organisation;
    private final String language;
    private final ResourceBundle words;

    AnswerWords(Organisation organisation, String language) {
        this.organisation = organisation;
        this.language = language;
        this.words = ResourceBundle.getBundle("rights.letter.words", Locale.of(language), ONLY_THIS);
    }

    /**
     * @param complete whether every right is decided and every refusal has its reasons; what is not yet stands as an ellipsis
     */
    record Decisions(String text, boolean complete) {}

    /** What of their message a machine could not read, and what the person can do; empty when it was read whole. */
    String notRead(CaseFacts facts) {
        return Stream.of(Attention.MAIL_TOO_LARGE, Attention.MAIL_UNREADABLE).filter(facts.attention()::contains).findFirst()
                .map(attention -> words.getString("not-read." + attention.wireName())).orElse("");
    }

    /** Per right: what was decided, the reasons and grounds of what was refused, and who carried out what was done (Article 12(3) and (4) GDPR). */
    Decisions decisions(CaseFacts facts) {
        Map<Right, RightDecided> decided = decided(facts);
        List<String> paragraphs = new ArrayList<>();
        boolean complete = !facts.rights().isEmpty();
        for (Right right : facts.rights()) {
            RightDecided decision = decided.get(right);
            paragraphs.add(paragraph(facts, right, decision));
            complete &= decision == null ? right.isAnsweredWithData() : isReasoned(decision);
        }
        return new Decisions(String.join("\n\n", paragraphs), complete);
    }

    private static boolean isReasoned(RightDecided decision) {
        return decision.ruling() == Ruling.IN_FULL || !decision.reasons().orElse("").isBlank() && !decision.grounds().isEmpty();
    }

    private String paragraph(CaseFacts facts, Right right, @Nullable RightDecided decision) {
        if (decision == null) {
            return line("right", name(right), right.isAnsweredWithData() ? words.getString("data.in-full") : "…");
        }
        List<String> lines = new ArrayList<>();
        String kind = right.isAnsweredWithData() ? "data." : "done.";
        lines.add(line("right", name(right), words.getString(kind + decision.ruling().wireName())));
        if (decision.ruling() != Ruling.IN_FULL) {
            lines.add(line("why." + decision.ruling().wireName(), decision.reasons().orElse("").strip()));
            lines.add(line("grounds", decision.grounds().stream().map(this::ground).collect(Collectors.joining("; "))));
        }
        String holders = since(facts, TaskDone.class).stream().filter(done -> done.right() == right)
                .map(done -> organisation.holderName(done.holder(), language)).distinct().collect(Collectors.joining(", "));
        if (decision.ruling().isGranted() && !holders.isEmpty()) {
            lines.add(line("carried-out", holders));
        }
        return String.join("\n", lines);
    }

    private String ground(Ground ground) {
        return words.getString("ground." + ground.wireName());
    }

    /** Why it takes longer, as the law names it. */
    String reason(ExtensionReason reason) {
        return words.getString("reason." + reason.wireName());
    }

    /** Which granted rights recipients must hear of. */
    static List<Right> toldToRecipients(CaseFacts facts) {
        return facts.rights().stream().filter(TOLD_TO_RECIPIENTS::contains)
                .filter(right -> facts.rulings().containsKey(right) && facts.rulings().get(right).isGranted()).toList();
    }

    /** What a recipient has to do. */
    String measures(CaseFacts facts) {
        return toldToRecipients(facts).stream()
                .map(right -> line("right", name(right), words.getString("measure." + right.wireName())))
                .collect(Collectors.joining("\n\n"));
    }

    /** As little as is needed to find the data: a record number says nothing of whose it is; without one only the address is left. */
    String whoseData(CaseFacts facts) {
        List<String> records = facts.consentRecords().orElse(List.of());
        if (!records.isEmpty()) {
            return line("whose.records", String.join(", ", records));
        }
        String address = facts.address().orElse("");
        return address.isEmpty() ? "" : line("whose.address", address);
    }

    private Map<Right, RightDecided> decided(CaseFacts facts) {
        Map<Right, RightDecided> decided = new EnumMap<>(Right.class);
        since(facts, RightDecided.class).forEach(decision -> decided.put(decision.right(), decision));
        return decided;
    }

    /** What was decided and done before a case was reopened counts no longer. */
    private static <E extends RequestEvent> List<E> since(CaseFacts facts, Class<E> kind) {
        List<RequestEvent> events = facts.events();
        int from = 0;
        for (int i = 0; i < events.size(); i++) {
            from = events.get(i) instanceof RequestReopened ? i : from;
        }
        return events.subList(from, events.size()).stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private String name(Right right) {
        String name = Words.rights(List.of(right), language);
        return name.substring(0, 1).toUpperCase(Locale.of(language)) + name.substring(1);
    }

    private String line(String key, Object... values) {
        return new MessageFormat(words.getString(key), Locale.of(language)).format(values);
    }
}

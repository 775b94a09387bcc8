package eu.volens.rights.answer;

import eu.volens.rights.holder.HolderAnswer;
import eu.volens.rights.letter.Words;
import eu.volens.rights.organisation.Organisation;
import eu.volens.rights.organisation.Wording;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** {@code index.html}: the package for a person. One file that needs nothing else and loads nothing. */
final class ReadablePage {

    private static final String STYLE = "/META-INF/resources/style/volens.css";
    private static final String NOTHING = "–";

    private final Organisation organisation;
    private final SpringTemplateEngine engine = new SpringTemplateEngine();
    private final ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
    private final String style;

    ReadablePage(Organisation organisation) {
        this.organisation = organisation;
        this.style = style();
        messages.setBasename("rights.answer.page");
        messages.setDefaultEncoding(StandardCharsets.UTF_8.name());
        messages.setFallbackToSystemLocale(false);
        ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver(ReadablePage.class.getClassLoader());
        resolver.setPrefix("rights/answer/");
        resolver.setSuffix(".html");
        resolver.setCharacterEncoding(StandardCharsets.UTF_8.name());
        engine.setTemplateResolver(resolver);
        engine.setTemplateEngineMessageSource(messages);
    }

    private static String style() {
        try (InputStream stream = ReadablePage.class.getResourceAsStream(STYLE)) {
            if (stream == null) {
                throw new IllegalStateException(STYLE + " is not on the class path");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A consent record in words. */
    record Shown(String record, String place, String status, List<ShownChange> changes) {}

    /** One line of its history. */
    record ShownChange(String iso, String at, String what, String given, String refused, String withdrawn, @Nullable String policy) {}

    /** The person's message in words. */
    record ShownMessage(String at, String subject, String attachments, String text) {}

    /** One part of what Article 15(1) wants told; {@code key} names its heading. */
    record Part(String key, String text, List<Item> items) {}

    /** One named thing within a part. */
    record Item(String name, String text) {}

    String write(AnswerContent content) {
        String language = content.facts().language();
        Context context = new Context(Locale.of(language));
        context.setVariable("language", language);
        context.setVariable("style", style);
        context.setVariable("number", content.facts().caseNumber());
        context.setVariable("controller", organisation.name());
        context.setVariable("address", organisation.address().in(language));
        context.setVariable("mail", organisation.mail());
        context.setVariable("privacyStatement", organisation.privacyStatement());
        context.setVariable("receivedOn", Words.day(content.facts().deadline().receivedOn(), language));
        context.setVariable("madeOn", Words.day(content.madeAt().atZone(organisation.zone()).toLocalDate(), language));
        context.setVariable("records", content.found().stream().flatMap(found -> found.answer().records().stream())
                .map(record -> shown(record, language)).toList());
        context.setVariable("leftOut", content.leftOut());
        context.setVariable("notFound", content.found().stream().flatMap(found -> found.answer().notFound().stream()).distinct().toList());
        context.setVariable("asOf", content.found().stream().map(found -> time(found.answer().asOf(), language)).toList());
        context.setVariable("message", content.message().map(message -> new ShownMessage(time(message.arrivedAt(), language), message.subject(),
                String.join(", ", message.attachments()), message.text())).orElse(null));
        context.setVariable("information", information(language));
        return engine.process("page", context);
    }

    private Shown shown(HolderAnswer.ConsentRecord record, String language) {
        Wording area = organisation.areas().get(record.site() + "/" + record.area());
        String place = record.site() + " · " + (area == null ? record.area() : area.in(language));
        return new Shown(record.record().toString(), place, word(record.status(), language),
                record.history().stream().map(change -> shown(change, language)).toList());
    }

    private ShownChange shown(HolderAnswer.Change change, String language) {
        List<String> what = new ArrayList<>();
        what.add(word(change.type(), language));
        if (change.method() != null) {
            what.add(word(change.method(), language));
        }
        if (change.layer() != null) {
            what.add(word(change.layer(), language));
        }
        return new ShownChange(change.at().toString(), time(change.at(), language), String.join(", ", what),
                purposes(change.given(), language), purposes(change.refused(), language), purposes(change.withdrawn(), language),
                change.policyVersion());
    }

    private String purposes(List<String> ids, String language) {
        return ids.isEmpty() ? NOTHING : ids.stream().map(id -> {
            Wording name = organisation.purposes().get(id);
            return name == null ? id : name.in(language);
        }).collect(Collectors.joining(", "));
    }

    /** What a value is called; the value itself where we have no word for it, so that nothing is left out. */
    private String word(String value, String language) {
        return messages.getMessage("value." + value, null, value, Locale.of(language));
    }

    private String time(Instant instant, String language) {
        return Words.time(instant, language, organisation.zone());
    }

    /** What Article 15(1) and (2) wants told and the controller has no words for, by the keys of the parts. */
    List<String> untold(String language) {
        Stream<String> parts = information(language).stream().filter(part -> part.text().isBlank()).map(Part::key);
        Stream<String> recipients = organisation.recipients().stream().filter(recipient -> recipient.name().isBlank()).map(Organisation.Recipient::id);
        Stream<String> complaint = Stream.of(organisation.authority().name(), organisation.authority().complaint(), organisation.rules().remedy())
                .anyMatch(words -> words.in(language).isBlank()) ? Stream.of("complaint") : Stream.empty();
        return Stream.of(parts, recipients, complaint).flatMap(Function.identity()).toList();
    }

    private List<Part> information(String language) {
        Organisation.Information information = organisation.rules().information();
        Organisation.Authority authority = organisation.authority();
        return List.of(
                new Part("purposes", information.purposes().in(language), List.of()),
                new Part("categories", information.categories().in(language), List.of()),
                new Part("recipients", information.recipients().in(language), organisation.recipients().stream()
                        .map(recipient -> new Item(recipient.name(), recipient.receives().in(language))).toList()),
                new Part("retention", information.retention().in(language), List.of()),
                new Part("rights", information.rights().in(language), List.of()),
                new Part("complaint", authority.name().in(language) + ", " + authority.address().in(language) + ", "
                        + authority.complaint().in(language) + ". " + organisation.rules().remedy().in(language), List.of()),
                new Part("source", information.source().in(language), List.of()),
                new Part("decisions", information.decisions().in(language), List.of()),
                new Part("transfers", information.transfers().in(language), List.of()));
    }
}

package eu.volens.standalone.mailbox;

import eu.volens.standalone.home.ControllerFacts;
import eu.volens.standalone.home.Links;
import eu.volens.standalone.system.AskedLanguage;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetHeaders;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.UriComponentsBuilder;

/** {@code /mailbox}: reading every mailbox, and writing a mail that travels like any other. */
@Controller
class MailboxController {

    private static final int SHOWN_MAX = 200;
    private static final int REFRESH_SECONDS_MIN = 2;
    private static final Logger log = LoggerFactory.getLogger(MailboxController.class);

    /** Invented people, one per language, for the example letters. */
    private static final Map<String, String> WRITERS = Map.of(
            "fr", "claire.dubois@example.org", "nl", "jan.peeters@example.org", "de", "anna.schmidt@example.org", "en", "mary.miller@example.org");

    private final Mailbox mailbox;
    private final Letterbox letterbox;
    private final Address privacy;
    private final MessageSource messages;

    MailboxController(Mailbox mailbox, ControllerFacts controller, MessageSource messages, Clock clock) {
        this.mailbox = mailbox;
        this.letterbox = new Letterbox(mailbox.smtpPort(), clock);
        this.privacy = new Address(controller.mail().toLowerCase(Locale.ROOT));
        this.messages = messages;
    }

    /** A mailbox in the list of mailboxes. */
    record Row(String address, int count, Instant latest) {}

    /** A message in the list of a mailbox. */
    record Line(String id, String from, String subject, Instant receivedAt, boolean seen) {}

    /** What one may write on the page. */
    record Letter(@Nullable String from, @Nullable String to, @Nullable String subject, @Nullable String text) {

        Optional<Address> sender() {
            return Optional.ofNullable(from).flatMap(Address::read);
        }

        Optional<Address> recipient() {
            return Optional.ofNullable(to).flatMap(Address::read);
        }
    }

    @GetMapping("/mailbox")
    String mailboxes(Model model) throws IOException {
        List<Row> rows = new ArrayList<>();
        for (Address address : mailbox.addresses()) {
            List<MailFile> kept = mailbox.messages(address);
            rows.add(new Row(address.text(), kept.size(), kept.isEmpty() ? Instant.EPOCH : kept.getLast().receivedAt()));
        }
        model.addAttribute("mailboxes", rows);
        model.addAttribute("privacy", privacy.text());
        model.addAttribute("smtpPort", mailbox.smtpPort());
        model.addAttribute("imapPort", mailbox.imapPort());
        model.addAttribute("imapPassword", mailbox.imapPassword());
        return "mailbox/mailboxes";
    }

    /** @param refresh seconds after which the page loads itself again; without it, it stays */
    @GetMapping("/mailbox/{address}")
    String messages(@PathVariable String address, @RequestParam(required = false) @Nullable Integer refresh, @RequestParam(required = false) @Nullable String sent,
            Model model, HttpServletResponse response) throws IOException {
        Address owner = known(address);
        if (refresh != null) {
            response.setHeader("Refresh", Integer.toString(Math.max(refresh, REFRESH_SECONDS_MIN)));
        }
        List<MailFile> kept = mailbox.messages(owner).reversed();
        List<Line> lines = new ArrayList<>();
        for (MailFile file : kept.subList(0, Math.min(kept.size(), SHOWN_MAX))) {
            lines.add(line(file));
        }
        model.addAttribute("address", owner.text());
        model.addAttribute("lines", lines);
        model.addAttribute("more", kept.size() - lines.size());
        model.addAttribute("refreshing", refresh != null);
        model.addAttribute("sent", sent != null);
        return "mailbox/messages";
    }

    private static Line line(MailFile file) throws IOException {
        String from = "";
        String subject = "";
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file.path()))) {
            InternetHeaders head = new InternetHeaders(in, true);
            from = LegibleMail.header(head.getHeader("From"));
            subject = LegibleMail.header(head.getHeader("Subject"));
        } catch (NoSuchFileException movedMeanwhile) {
            log.debug("A message was marked while its mailbox was listed");
        } catch (MessagingException unreadable) {
            log.debug("A message has no readable head");
        }
        return new Line(file.id(), from, subject, file.receivedAt(), file.marks().contains("S"));
    }

    @GetMapping("/mailbox/{address}/{id}")
    String message(@PathVariable String address, @PathVariable String id, Model model) throws IOException {
        Address owner = known(address);
        LegibleMail mail = LegibleMail.of(bytes(owner, id));
        model.addAttribute("address", owner.text());
        model.addAttribute("id", id);
        model.addAttribute("mail", mail);
        model.addAttribute("receivedAt", new MailFile(id, java.nio.file.Path.of(id), "").receivedAt());
        model.addAttribute("answerLink", answerLink(owner, mail));
        return "mailbox/message";
    }

    /** The form for an answer by the mailbox's owner; empty when nobody can be answered. */
    private static String answerLink(Address owner, LegibleMail mail) {
        return Address.read(LegibleMail.addressIn(mail.from()))
                .map(to -> UriComponentsBuilder.fromPath("/mailbox/write").queryParam("from", "{from}").queryParam("to", "{to}")
                        .queryParam("subject", "{subject}").encode().buildAndExpand(owner.text(), to.text(),
                                mail.subject().startsWith("Re:") ? mail.subject() : "Re: " + mail.subject()).toUriString())
                .orElse("");
    }

    @GetMapping("/mailbox/{address}/{id}/source")
    ResponseEntity<byte[]> source(@PathVariable String address, @PathVariable String id) throws IOException {
        return ResponseEntity.ok().contentType(new MediaType(MediaType.TEXT_PLAIN, java.nio.charset.StandardCharsets.ISO_8859_1))
                .header("X-Content-Type-Options", "nosniff").body(bytes(known(address), id));
    }

    /** Always a download, whatever the sender said it is: nothing that came by mail runs under our address. */
    @GetMapping("/mailbox/{address}/{id}/attachments/{number}")
    ResponseEntity<byte[]> attachment(@PathVariable String address, @PathVariable String id, @PathVariable int number) throws IOException {
        List<LegibleMail.Attachment> attachments = LegibleMail.of(bytes(known(address), id)).attachments();
        if (number < 0 || number >= attachments.size()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header("X-Content-Type-Options", "nosniff")
                .header(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.attachment()
                        .filename(attachments.get(number).name(), java.nio.charset.StandardCharsets.UTF_8).build().toString())
                .body(attachments.get(number).bytes());
    }

    /** @param example a language: fills the form with a letter in it */
    @GetMapping("/mailbox/write")
    String write(@RequestParam(required = false) @Nullable String example, @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to, @RequestParam(required = false) @Nullable String subject, Locale locale,
            Model model) {
        String language = example != null && AskedLanguage.ALL.contains(example) ? example : locale.getLanguage();
        Locale letterLocale = Locale.of(language);
        boolean blank = example == null && subject != null;
        model.addAttribute("letter", new Letter(
                from == null ? WRITERS.getOrDefault(language, "") : from,
                to == null ? privacy.text() : to,
                blank ? subject : messages.getMessage("write.example.subject", null, letterLocale),
                blank ? "" : messages.getMessage("write.example.text", null, letterLocale)));
        model.addAttribute("languages", AskedLanguage.ALL);
        return "mailbox/write";
    }

    @PostMapping("/mailbox/write")
    String send(@ModelAttribute("letter") Letter letter, @RequestHeader(value = "Sec-Fetch-Site", required = false) @Nullable String origin,
            HttpServletRequest request, Model model, HttpServletResponse response) {
        if (origin != null && !origin.equals("same-origin") && !origin.equals("none")) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        Optional<Address> from = letter.sender();
        Optional<Address> to = letter.recipient();
        if (from.isEmpty() || to.isEmpty()) {
            return again(from.isEmpty() ? "write.refused.from" : "write.refused.to", model, response);
        }
        try {
            letterbox.send(from.get(), to.get(), Objects.requireNonNullElse(letter.subject(), ""), Objects.requireNonNullElse(letter.text(), ""));
        } catch (MessagingException e) {
            log.info("A letter from the page was not taken", e);
            return again("write.refused.post", model, response);
        }
        String inbox = UriComponentsBuilder.fromPath("/mailbox").pathSegment(from.get().text()).encode().toUriString();
        return "redirect:" + Links.of(request).to(inbox + "?sent=yes&refresh=3");
    }

    private static String again(String reason, Model model, HttpServletResponse response) {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        model.addAttribute("refusal", reason);
        model.addAttribute("languages", AskedLanguage.ALL);
        return "mailbox/write";
    }

    private Address known(String address) throws IOException {
        return Address.read(address).filter(this::contains).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private boolean contains(Address address) {
        try {
            return mailbox.addresses().contains(address);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private byte[] bytes(Address owner, String id) throws IOException {
        return mailbox.read(owner, id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}

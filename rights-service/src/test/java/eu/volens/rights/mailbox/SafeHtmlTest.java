package eu.volens.rights.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeHtmlTest {

    private static final Set<String> ATTRIBUTES = Set.of("colspan", "rowspan", "dir", "lang");
    private static final Set<String> TAGS = Set.of("body", "p", "br", "div", "span", "b", "strong", "i", "em", "u", "s", "sub", "sup", "small",
            "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "code", "hr", "table", "caption",
            "thead", "tbody",
            "tfoot", "tr", "td", "th");

    @ParameterizedTest
    @ValueSource(strings = {
            "<script>alert(1)</script>", "<scr<script>ipt>alert(1)</script>", "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
            "<img src=x onerror=alert(1)>", "<img src=https://track.example/o.gif width=1>", "<img srcset='https://track.example/a 1x'>",
            "<img src='cid:logo@x'>", "<svg onload=alert(1)>", "<svg><script>alert(1)</script></svg>",
            "<svg><style><img src=x onerror=alert(1)></style></svg>",
            "<svg><image href='https://track.example/o.svg'/></svg>", "<svg><use href='data:image/svg+xml;base64,PHN2Zz4='/></svg>",
            "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
            "<math><annotation-xml encoding='text/html'><script>alert(1)</script></annotation-xml></math>",
            "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>", "<template><img src=x onerror=alert(1)></template>",
            "<style>@import 'https://evil.example/x.css';</style>", "<style>body{background:url(https://track.example/b)}</style>",
            "<p style='background-image:url(https://track.example/p)'>x</p>", "<p style='position:fixed;top:0'>x</p>",
            "<td background='https://track.example/t'>",
            "<body background='https://track.example/t' onload=alert(1)>", "<link rel=stylesheet href=https://evil.example/x.css>",
            "<link rel=dns-prefetch href=//evil.example>", "<link rel=prefetch href=//evil.example>",
            "<meta http-equiv=refresh content='0;url=https://evil.example'>",
            "<base href=https://evil.example/>", "<iframe src=https://evil.example></iframe>", "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
            "<object data=https://evil.example/x></object>", "<embed src=https://evil.example/x>", "<applet code=x>",
            "<frameset><frame src=//evil.example></frameset>",
            "<video poster=https://track.example/v src=x></video>", "<audio src=https://track.example/a autoplay></audio>",
            "<form action=https://evil.example><input name=password><button formaction=javascript:alert(1)>go</button></form>",
            "<input type=image src=https://track.example/i>", "<isindex action=javascript:alert(1)>", "<a href=javascript:alert(1)>x</a>",
            "<a href='java&#115;cript:alert(1)'>x</a>", "<a href=' jav\tascript:alert(1)'>x</a>",
            "<a href=data:text/html,<script>alert(1)</script>>x</a>",
            "<a href=https://evil.example ping=https://track.example>x</a>", "<a href=https://evil.example target=_top>x</a>",
            "<p onclick=alert(1)>x</p>",
            "<details open ontoggle=alert(1)>x</details>", "<marquee onstart=alert(1)>x</marquee>",
            "<select><option><script>alert(1)</script></select>",
            "<textarea><img src=x onerror=alert(1)></textarea>", "<title><img src=x onerror=alert(1)></title>",
            "<xmp><img src=x onerror=alert(1)></xmp>",
            "<plaintext><img src=x onerror=alert(1)>", "<!--[if mso]><img src=https://track.example/m><![endif]-->",
            "<!--><img src=x onerror=alert(1)>-->",
            "<![CDATA[<img src=x onerror=alert(1)>]]>", "<?xml version='1.0'?><x:script xmlns:x='http://www.w3.org/1999/xhtml'>alert(1)</x:script>",
            "<div id=form><p class=x name=y>clobber</p></div>", "<p \u0000onclick=alert(1)>x", "<p/onclick=alert(1)>x", "<p\nonclick\n=\nalert(1)>x",
            "</body></html><script>alert(1)</script>", "\"></iframe><script>alert(1)</script>", "'\"><img src=x onerror=alert(1)>",
            "<v:shape style='x'/>",
            "<button popovertarget=x>x</button><div popover id=x onbeforetoggle=alert(1)>x</div>", "<p dir=rtl onpointerrawupdate=alert(1)>x"})
    void nothingIsLoadedNothingRunsAndNothingLeadsAnywhere(String attack) {
        String body = Jsoup.parse(SafeHtml.of("<p>before</p>" + attack).document()).body().outerHtml();
        Document shown = Jsoup.parse(body);

        assertThat(shown.body().getAllElements()).allSatisfy(element -> {
            assertThat(TAGS).contains(element.normalName());
            assertThat(element.attributes().asList().stream().map(Attribute::getKey)).isSubsetOf(ATTRIBUTES);
        });
        assertThat(shown.text()).contains("before");
        assertThat(shown.body().getAllElements().stream().flatMap(element -> element.attributes().asList().stream()).map(Attribute::getValue)
                .collect(Collectors.joining())).doesNotContain("evil", "track", "alert");
    }

    @Test
    void readTwiceItSaysTheSame() {
        String once = SafeHtml.of("<h1>Hé &lt;b&gt;</h1><table><tr><td colspan=2>a<td>b</table><a href=https://x.example>go</a>").document();

        assertThat(Jsoup.parse(SafeHtml.of(once).document()).body().html()).isEqualTo(Jsoup.parse(once).body().html());
    }

    @Test
    void theWordsStayAndLinksShowWhereTheyLead() {
        SafeHtml page = SafeHtml.of("<h1>Dear team</h1><ul><li>delete <b>my data</b></ul><a href='https://evil.example/login'>https://good.example</a>"
                + "<img alt='our logo' src=x><img src=y><font color=red>now</font>");

        assertThat(Jsoup.parse(page.document()).body().html()).isEqualToIgnoringWhitespace(
                "<h1>Dear team</h1><ul><li>delete <b>my data</b></li></ul>https://good.example [https://evil.example/login][our logo]now");
        assertThat(page.pictures()).isEqualTo(2);
        assertThat(page.whole()).isTrue();
    }

    @Test
    void noTextReadsOtherwiseThanItIsWritten() {
        assertThat(SafeHtml.of("<p>a&#x202E;b&#x2066;c&#x0007;</p>").document()).contains("<p>abc</p>");
    }

    @Test
    void thePageForbidsEverythingByItself() {
        assertThat(SafeHtml.of("<p>x</p>").document()).startsWith("<!DOCTYPE html><html><head><meta charset=\"utf-8\">"
                + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; base-uri 'none'; form-action 'none'\">");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<b><p>", "<table>", "<div>", "<a href=x><div>", "<font><i>", "<li><p>", "<p dir=rtl><u><s>", "<table><tr><td>", "<img>"})
    void pagesMadeToBeSlowAreShownUpToTheBound(String open) {
        SafeHtml page = SafeHtml.of("<p>before</p>" + open.repeat(PageTree.TAGS_MAX));

        assertThat(page.whole()).isFalse();
        assertThat(page.document()).contains("before");
    }

    @Test
    void aMessageIsShownWithItsPageItsFilesAndWhatToKnow() {
        MailView view = MailView.of(MailSamples.bytes("html-only-de"));
        assertThat(view.page().orElseThrow().document()).contains("bitte löschen Sie alle meine Daten.", "[Logo]").doesNotContain("alert",
                "track.example");
        assertThat(view.attachments()).isEmpty();

        assertThat(MailView.of(MailSamples.bytes("attachments")).attachments()).containsExactly(
                new MailView.Attachment(0, "Ma demande d'accès.pdf", "application/pdf", 309), new MailView.Attachment(1, "42.zip",
                        "application/zip", 104),
                new MailView.Attachment(2, "photo.svg", "image/svg+xml", 27));
        assertThat(MailView.attachment(MailSamples.bytes("attachments"), 2).orElseThrow())
                .isEqualTo("<svg onload=alert(1)></svg>".getBytes(StandardCharsets.UTF_8));
        assertThat(MailView.attachment(MailSamples.bytes("attachments"), 3)).isEmpty();
        assertThat(MailView.of(MailSamples.bytes("smime-encrypted")).remarks()).containsExactly("encrypted");
        assertThat(MailView.of(("From: a@b\n" + "To: c\n".repeat(2_000) + "\nx").getBytes(StandardCharsets.UTF_8)).remarks())
                .containsExactly("bound-headers");
    }
}

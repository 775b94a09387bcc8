package eu.volens.houserules.poms;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What a {@code pom.xml} says about its module. */
record Pom(String artifactId, List<Dependency> dependencies, List<Dependency> managed, List<String> modules) {

    /** @param scope {@code compile} where the POM says nothing */
    record Dependency(String groupId, String artifactId, String version, String scope, List<String> exclusions) {

        boolean isOurs() {
            return groupId.equals("eu.volens");
        }

        boolean isForTestsOnly() {
            return scope.equals("test");
        }

        String name() {
            return groupId + ":" + artifactId;
        }
    }

    static Pom read(Path file) {
        try (InputStream xml = Files.newInputStream(file)) {
            Element project = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(xml).getDocumentElement();
            List<Element> management = children(project, "dependencyManagement");
            return new Pom(text(project, "artifactId"), dependencies(project),
                    management.isEmpty() ? List.of() : dependencies(management.getFirst()),
                    children(project, "modules").stream().flatMap(list -> children(list, "module").stream())
                            .map(module -> module.getTextContent().strip()).toList());
        } catch (IOException | SAXException | ParserConfigurationException failed) {
            throw new IllegalStateException("Cannot read " + file, failed);
        }
    }

    private static List<Dependency> dependencies(Element parent) {
        return children(parent, "dependencies").stream().flatMap(list -> children(list, "dependency").stream())
                .map(Pom::dependency).toList();
    }

    private static Dependency dependency(Element element) {
        String scope = text(element, "scope");
        return new Dependency(text(element, "groupId"), text(element, "artifactId"), text(element, "version"),
                scope.isEmpty() ? "compile" : scope,
                children(element, "exclusions").stream().flatMap(list -> children(list, "exclusion").stream())
                        .map(exclusion -> text(exclusion, "groupId")).toList());
    }

    private static String text(Element parent, String name) {
        return children(parent, name).stream().map(child -> child.getTextContent().strip()).findFirst().orElse("");
    }

    private static List<Element> children(Element parent, String name) {
        NodeList nodes = parent.getChildNodes();
        return IntStream.range(0, nodes.getLength()).mapToObj(nodes::item)
                .filter(node -> node.getNodeType() == Node.ELEMENT_NODE && node.getNodeName().equals(name)).map(Element.class::cast).toList();
    }
}

package eu.volens.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The customary vectors of {@code docs/formats/vectors/tree.txt}. */
class TreeVectorsTest {

    private static final List<List<String>> ROWS = Vectors.rows("tree.txt");
    private static final NaiveTree NAIVE = NaiveTree.of(rows("entry").map(row -> entry(row.get(2))).toList());

    @Test
    void leavesAreHashedWithAZeroInFront() {
        assertThat(rows("entry")).hasSize(8).allSatisfy(row -> assertThat(new TreeHasher().leaf(entry(row.get(2))).hex()).isEqualTo(row.get(3)));
    }

    @Test
    void aLeafIsHashedWhereItLies() {
        rows("entry").forEach(row -> {
            byte[] entry = entry(row.get(2));
            byte[] buffer = new byte[entry.length + 2];
            System.arraycopy(entry, 0, buffer, 1, entry.length);
            byte[] hash = new byte[Hash.BYTES];
            new TreeHasher().leafInPlace(buffer, 1, entry.length, hash, 0);
            assertThat(HexFormat.of().formatHex(hash)).isEqualTo(row.get(3));
        });
    }

    @Test
    void nodesAreHashedWithAOneInFront() {
        assertThat(new TreeHasher().node(leaf(0), leaf(1))).isEqualTo(root(2));
        assertThat(TreeHasher.EMPTY_ROOT).isEqualTo(root(0));
    }

    @Test
    void theReferenceKeepsToTheVectors() {
        assertThat(rows("root")).hasSize(9).allSatisfy(row -> assertThat(NAIVE.root(number(row, 1)).hex()).isEqualTo(row.get(2)));
        assertThat(rows("inclusion")).hasSize(7)
                .allSatisfy(row -> assertThat(NAIVE.inclusion(number(row, 1), number(row, 2))).isEqualTo(path(row)));
        assertThat(rows("consistency")).hasSize(4)
                .allSatisfy(row -> assertThat(NAIVE.consistency(number(row, 1), number(row, 2))).isEqualTo(path(row)));
    }

    @Test
    void theProofsHold() {
        assertAll(rows("inclusion").map(row -> () -> assertThat(new InclusionProof(number(row, 1), number(row, 2), path(row))
                .holds(leaf(number(row, 1)), root(number(row, 2)))).as(row.toString()).isTrue()));
        assertAll(rows("consistency").map(row -> () -> assertThat(new ConsistencyProof(number(row, 1), number(row, 2), path(row))
                .holds(root(number(row, 1)), root(number(row, 2)))).as(row.toString()).isTrue()));
    }

    private static Stream<List<String>> rows(String kind) {
        return ROWS.stream().filter(row -> row.get(0).equals(kind));
    }

    private static byte[] entry(String hex) {
        return hex.equals("-") ? new byte[0] : HexFormat.of().parseHex(hex);
    }

    private static Hash leaf(int index) {
        return rows("entry").filter(row -> number(row, 1) == index).map(row -> Hash.ofHex(row.get(3))).findFirst().orElseThrow();
    }

    private static Hash root(int size) {
        return rows("root").filter(row -> number(row, 1) == size).map(row -> Hash.ofHex(row.get(2))).findFirst().orElseThrow();
    }

    private static List<Hash> path(List<String> row) {
        return row.subList(3, row.size()).stream().map(Hash::ofHex).toList();
    }

    private static int number(List<String> row, int column) {
        return Integer.parseInt(row.get(column));
    }
}

package eu.volens.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What is not exactly the proof does not hold, and nothing makes the check stumble. */
class BadProofsTest {

    private static final int SIZE_MAX = 40;
    private static final NaiveTree TREE = NaiveTree.of(SIZE_MAX);
    private static final Hash STRANGER = new TreeHasher().leaf(new byte[] {42});

    private interface Case {
        void check(int first, int size);
    }

    private static void everyInclusion(Case body) {
        for (int size = 1; size <= SIZE_MAX; size++) {
            for (int index = 0; index < size; index++) {
                body.check(index, size);
            }
        }
    }

    private static void everyConsistency(Case body) {
        for (int size = 1; size <= SIZE_MAX; size++) {
            for (int old = 1; old <= size; old++) {
                body.check(old, size);
            }
        }
    }

    private static boolean included(long index, long size, List<Hash> path, int leaf, int rootSize) {
        return new InclusionProof(index, size, path).holds(TREE.leaf(leaf), TREE.root(rootSize));
    }

    private static boolean consistent(int old, int size, List<Hash> path) {
        return new ConsistencyProof(old, size, path).holds(TREE.root(old), TREE.root(size));
    }

    @Test
    void honestProofsHold() {
        everyInclusion((index, size) -> assertThat(included(index, size, TREE.inclusion(index, size), index, size)).isTrue());
        everyConsistency((old, size) -> assertThat(consistent(old, size, TREE.consistency(old, size))).isTrue());
    }

    @Test
    void aProofWithAnyBitFlippedFails() {
        for (int[] at : new int[][] {{0, 1}, {0, 2}, {5, 7}, {6, 7}, {17, 23}, {31, 32}, {39, 40}}) {
            List<Hash> path = TREE.inclusion(at[0], at[1]);
            everyFlip(path, flipped -> included(at[0], at[1], flipped, at[0], at[1]));
            for (int bit = 0; bit < 256; bit++) {
                InclusionProof proof = new InclusionProof(at[0], at[1], path);
                assertThat(proof.holds(flip(TREE.leaf(at[0]), bit), TREE.root(at[1]))).isFalse();
                assertThat(proof.holds(TREE.leaf(at[0]), flip(TREE.root(at[1]), bit))).isFalse();
            }
        }
        for (int[] at : new int[][] {{1, 2}, {3, 7}, {4, 7}, {6, 8}, {17, 23}, {32, 40}, {39, 40}}) {
            List<Hash> path = TREE.consistency(at[0], at[1]);
            everyFlip(path, flipped -> consistent(at[0], at[1], flipped));
            for (int bit = 0; bit < 256; bit++) {
                ConsistencyProof proof = new ConsistencyProof(at[0], at[1], path);
                assertThat(proof.holds(flip(TREE.root(at[0]), bit), TREE.root(at[1]))).isFalse();
                assertThat(proof.holds(TREE.root(at[0]), flip(TREE.root(at[1]), bit))).isFalse();
            }
        }
    }

    @Test
    void aProofCutShortLongerOrInAnotherOrderFails() {
        everyInclusion((index, size) -> everyRearrangement(TREE.inclusion(index, size), path -> included(index, size, path, index, size)));
        everyConsistency((old, size) -> everyRearrangement(TREE.consistency(old, size), path -> consistent(old, size, path)));
    }

    @Test
    void aProofForAnotherIndexFails() {
        everyInclusion((index, size) -> {
            for (int other = 0; other < size; other++) {
                if (other != index) {
                    assertThat(included(other, size, TREE.inclusion(index, size), index, size)).isFalse();
                    assertThat(included(index, size, TREE.inclusion(index, size), other, size)).isFalse();
                }
            }
        });
    }

    @Test
    void oldAndNewAreNotExchangeable() {
        everyConsistency((old, size) -> {
            if (old < size) {
                assertThat(new ConsistencyProof(size, old, TREE.consistency(old, size)).holds(TREE.root(size), TREE.root(old))).isFalse();
                assertThat(new ConsistencyProof(old, size, TREE.consistency(old, size)).holds(TREE.root(size), TREE.root(old))).isFalse();
            }
        });
    }

    @Test
    void numbersOutsideTheTreeFail() {
        List<Hash> path = TREE.inclusion(4, 5);
        for (long index : new long[] {-1, 5, 6, 8, Long.MAX_VALUE, Long.MIN_VALUE}) {
            assertThat(included(index, 5, path, 4, 5)).as("index %d", index).isFalse();
        }
        for (long size : new long[] {0, -1, 4, Long.MIN_VALUE}) {
            assertThat(included(4, size, path, 4, 5)).as("size %d", size).isFalse();
        }
        assertThat(new InclusionProof(0, 0, List.of()).holds(TREE.leaf(0), TreeHasher.EMPTY_ROOT)).isFalse();
        assertThat(new InclusionProof(0, Long.MAX_VALUE, path).holds(TREE.leaf(4), TREE.root(5))).isFalse();
        assertThat(new InclusionProof(Long.MAX_VALUE - 1, Long.MAX_VALUE, path).holds(TREE.leaf(4), TREE.root(5))).isFalse();
        for (long old : new long[] {0, -1, 8, Long.MAX_VALUE, Long.MIN_VALUE}) {
            assertThat(new ConsistencyProof(old, 7, TREE.consistency(3, 7)).holds(TREE.root(3), TREE.root(7))).as("old %d", old).isFalse();
        }
        for (long size : new long[] {0, -1, 2, Long.MAX_VALUE, Long.MIN_VALUE}) {
            assertThat(new ConsistencyProof(3, size, TREE.consistency(3, 7)).holds(TREE.root(3), TREE.root(7))).as("new %d", size).isFalse();
        }
    }

    @Test
    void nothingIsConsistentWithTheEmptyTree() {
        assertThat(new ConsistencyProof(0, 0, List.of()).holds(TreeHasher.EMPTY_ROOT, TreeHasher.EMPTY_ROOT)).isFalse();
        assertThat(new ConsistencyProof(0, 5, List.of()).holds(TreeHasher.EMPTY_ROOT, TREE.root(5))).isFalse();
        assertThat(new ConsistencyProof(0, 5, List.of(TREE.root(5))).holds(TreeHasher.EMPTY_ROOT, TREE.root(5))).isFalse();
    }

    @Test
    void noiseNeverHoldsAndNeverBreaksTheCheck() {
        Random random = new Random(20_261_101);
        for (int i = 0; i < 50_000; i++) {
            List<Hash> noise = random.ints(random.nextInt(70), 0, SIZE_MAX).mapToObj(TREE::leaf).toList();
            long one = random.nextLong() >> random.nextInt(64);
            long other = random.nextLong() >> random.nextInt(64);
            boolean trivial = noise.isEmpty() && (one == 0 && other == 1 || one == other);
            assertThat(trivial || !new InclusionProof(one, other, noise).holds(STRANGER, TREE.root(7))).isTrue();
            assertThat(trivial || !new ConsistencyProof(one, other, noise).holds(STRANGER, TREE.root(7))).isTrue();
        }
    }

    private static void everyRearrangement(List<Hash> path, Predicate<List<Hash>> holds) {
        for (int i = 0; i < path.size(); i++) {
            List<Hash> without = new ArrayList<>(path);
            without.remove(i);
            assertThat(holds.test(without)).isFalse();
            for (int j = i + 1; j < path.size(); j++) {
                List<Hash> swapped = new ArrayList<>(path);
                Collections.swap(swapped, i, j);
                assertThat(holds.test(swapped)).isFalse();
            }
        }
        for (int i = 0; i <= path.size(); i++) {
            for (Hash more : List.of(STRANGER, TreeHasher.EMPTY_ROOT, path.isEmpty() ? STRANGER : path.get(0))) {
                List<Hash> longer = new ArrayList<>(path);
                longer.add(i, more);
                assertThat(holds.test(longer)).isFalse();
            }
        }
    }

    private static void everyFlip(List<Hash> path, Predicate<List<Hash>> holds) {
        assertThat(holds.test(path)).isTrue();
        for (int i = 0; i < path.size(); i++) {
            for (int bit = 0; bit < 8 * Hash.BYTES; bit++) {
                List<Hash> flipped = new ArrayList<>(path);
                flipped.set(i, flip(path.get(i), bit));
                assertThat(holds.test(flipped)).as("hash %d, bit %d", i, bit).isFalse();
            }
        }
    }

    private static Hash flip(Hash hash, int bit) {
        byte[] bytes = hash.toBytes();
        bytes[bit / 8] ^= (byte) (1 << bit % 8);
        return Hash.of(bytes);
    }
}

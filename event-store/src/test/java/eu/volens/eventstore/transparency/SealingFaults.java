package eu.volens.eventstore.transparency;

import eu.volens.merkle.SignedNote;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** One fault in the making of a checkpoint: a step that fails with or without an effect, or in which the process dies. */
final class SealingFaults {

    /** What a sealer does outside itself for one checkpoint, in this order. */
    enum Step { READ_TILES, STORE_TILES, STORE_CHECKPOINT, WRITE_DRAFT, SYNC_DRAFT, RENAME, SYNC_FOLDER, COMMIT }

    enum Effect { NOT_PERSISTED, PERSISTED }

    enum Outcome { FAILS, ERRS, DIES }

    /** As when memory runs out: the process goes on. */
    static final class MachineError extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** The end of the process, as far as the sealer can tell: nothing that it still tries to do has an effect. */
    static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }

    private record Fault(Step step, Effect effect, Outcome outcome) {}

    /** Every checkpoint that was ever signed, whether or not it was kept. */
    final List<SignedNote> signed = new ArrayList<>();
    private @Nullable Fault next;
    private boolean dead;

    void next(Step step, Effect effect, Outcome outcome) {
        next = new Fault(step, effect, outcome);
    }

    boolean isOver() {
        return next == null;
    }

    void restart() {
        dead = false;
    }

    private interface Call {
        @Nullable Object call() throws Exception;
    }

    private interface Around {
        @Nullable Object around(String method, Object[] arguments, Call call) throws Exception;
    }

    private <X extends Exception> @Nullable Object at(Step step, Call call, X failure) throws Exception {
        Fault fault = next;
        if (fault == null || fault.step() != step) {
            return call.call();
        }
        next = null;
        if (fault.effect() == Effect.PERSISTED) {
            call.call();
        }
        switch (fault.outcome()) {
            case FAILS -> throw failure;
            case ERRS -> throw new MachineError();
            case DIES -> {
                dead = true;
                throw new Death();
            }
        }
        throw new AssertionError();
    }

    /** The same database, with faults. */
    DataSource database(DataSource real) {
        return proxy(DataSource.class, real, (method, arguments, call) ->
                method.equals("getConnection") ? connection((Connection) call.call()) : call.call());
    }

    private Connection connection(Connection real) {
        return proxy(Connection.class, real, (method, arguments, call) -> {
            if (dead) {
                // The server sees the line break, and rolls back.
                real.abort(Runnable::run);
                return null;
            }
            return switch (method) {
                case "commit" -> at(Step.COMMIT, () -> call.call(), new SQLException("the line broke", "08006"));
                case "prepareStatement" -> statement((PreparedStatement) call.call(), (String) arguments[0]);
                default -> call.call();
            };
        });
    }

    private PreparedStatement statement(PreparedStatement real, String sql) {
        SQLException failure = new SQLException("no space left", "53100");
        return proxy(PreparedStatement.class, real, (method, arguments, call) -> switch (method) {
            case "executeBatch" -> at(Step.STORE_TILES, call, failure);
            case "executeUpdate" -> at(Step.STORE_CHECKPOINT, call, failure);
            case "executeQuery" -> sql.contains("FROM log_tile") ? at(Step.READ_TILES, call, failure) : call.call();
            default -> call.call();
        });
    }

    private static <T> T proxy(Class<T> type, T target, Around around) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) ->
                around.around(method.getName(), arguments, () -> {
                    try {
                        return method.invoke(target, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause() instanceof Exception cause ? cause : e;
                    }
                })));
    }

    /** The same file, with faults. A write without effect is one that was torn. */
    LastSigned file(Path path) {
        return new LastSigned(path) {

            private boolean renamed;

            @Override
            void write(SignedNote note) throws IOException {
                signed.add(note);
                renamed = false;
                super.write(note);
            }

            @Override
            void fill(FileChannel draft, byte[] content) throws IOException {
                draft.write(ByteBuffer.wrap(Arrays.copyOf(content, content.length / 2)));
                step(Step.WRITE_DRAFT, () -> {
                    draft.position(0);
                    super.fill(draft, content);
                    return null;
                });
            }

            @Override
            void sync(FileChannel channel) throws IOException {
                step(renamed ? Step.SYNC_FOLDER : Step.SYNC_DRAFT, () -> {
                    super.sync(channel);
                    return null;
                });
            }

            @Override
            void rename(Path draft, Path to) throws IOException {
                renamed = true;
                step(Step.RENAME, () -> {
                    super.rename(draft, to);
                    return null;
                });
            }
        };
    }

    private void step(Step step, Call call) throws IOException {
        try {
            at(step, call, new IOException("the disk says no"));
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}

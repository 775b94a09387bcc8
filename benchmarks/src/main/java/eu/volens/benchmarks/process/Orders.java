package eu.volens.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The inner side: carries out what it is ordered, until the outer side is gone. */
public final class Orders {

    static final String DONE = "done ";
    static final String FAILED = "failed ";

    private static final Logger LOG = LoggerFactory.getLogger(Orders.class);

    private Orders() {}

    /** Carries out one order. */
    public interface Worker {
        /** @return the answer, one line */
        String carryOut(String order) throws Exception;
    }

    /** @param port where {@link ChildJvm} listens, on this machine */
    public static void take(int port, Worker worker) throws IOException {
        try (Socket line = new Socket(InetAddress.getLoopbackAddress(), port);
                BufferedReader orders = new BufferedReader(new InputStreamReader(line.getInputStream(), StandardCharsets.UTF_8));
                PrintWriter answers = new PrintWriter(line.getOutputStream(), true, StandardCharsets.UTF_8)) {
            for (String order = orders.readLine(); order != null; order = orders.readLine()) {
                answers.println(answer(worker, order));
            }
        }
    }

    private static String answer(Worker worker, String order) {
        try {
            return DONE + worker.carryOut(order);
        } catch (Exception e) {
            LOG.error("{} was not carried out", order, e);
            return FAILED + e.toString().replaceAll("\\R", " ");
        }
    }
}

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.javarosa.core.model.FormDef;
import org.javarosa.core.model.data.IAnswerData;
import org.javarosa.core.model.instance.TreeElement;
import org.javarosa.core.model.instance.TreeReference;
import org.javarosa.test.Scenario;
import org.javarosa.xform.util.XFormAnswerDataParser;

/**
 * How long JavaRosa takes for the same answers: Pace FORM.xml STEPS.json ROUNDS, steps as [[path, text]]. Prints the
 * medians of the later half of the rounds, microseconds of CPU: {"load", "answer"}; nothing of finding the question.
 */
public class Pace {
    static final ObjectMapper JSON = new ObjectMapper();
    static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    public static void main(String[] arguments) throws Exception {
        PrintStream answers = System.out;
        System.setOut(System.err);
        JsonNode steps = JSON.readTree(new File(arguments[1]));
        int rounds = Integer.parseInt(arguments[2]);
        List<Double> loading = new ArrayList<>(), answering = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            long started = CLOCK.getCurrentThreadCpuTime();
            FormDef form = Scenario.init(new File(arguments[0])).getFormDef();
            long loaded = CLOCK.getCurrentThreadCpuTime() - started;
            double spent = answerAll(form, steps);
            if (round >= rounds / 2) {
                loading.add(loaded / 1e3);
                answering.add(spent / 1e3 / steps.size());
            }
        }
        answers.println(JSON.writeValueAsString(Map.of("load", median(loading), "answer", median(answering))));
    }

    static double answerAll(FormDef form, JsonNode steps) {
        long spent = 0;
        for (JsonNode step : steps) {
            TreeReference place =
                    form.getEvaluationContext().expandReference(Scenario.getRef(step.get(0).asText())).get(0);
            TreeElement element = form.getMainInstance().resolveReference(place);
            IAnswerData data = XFormAnswerDataParser.getAnswerData(
                    step.get(1).asText(), element.getDataType(), FormDef.findQuestionByRef(place, form));
            long started = CLOCK.getCurrentThreadCpuTime();
            if (!form.evaluateConstraint(place, data)) {
                throw new IllegalStateException("refused: " + step);
            }
            form.setValue(data, place, true);
            spent += CLOCK.getCurrentThreadCpuTime() - started;
        }
        return spent;
    }

    static double median(List<Double> found) {
        Collections.sort(found);
        return found.get(found.size() / 2);
    }
}

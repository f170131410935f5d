import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.javarosa.core.model.FormDef;
import org.javarosa.core.model.QuestionDef;
import org.javarosa.core.model.SelectChoice;
import org.javarosa.core.model.condition.EvaluationContext;
import org.javarosa.core.model.data.IAnswerData;
import org.javarosa.core.model.instance.TreeElement;
import org.javarosa.core.model.instance.TreeReference;
import org.javarosa.test.Scenario;
import org.javarosa.xform.util.XFormAnswerDataParser;
import org.javarosa.xpath.XPathNodeset;
import org.javarosa.xpath.XPathParseTool;
import org.javarosa.xpath.expr.XPathExpression;
import org.javarosa.xpath.expr.XPathFuncExpr;
import org.javarosa.xpath.expr.XPathPathExpr;

/**
 * What JavaRosa makes of the same interview. A line in is {"form": file, "steps": [...], "expressions": [[path, text]]};
 * a step is ["answer", path, text or null], ["row", repeat], ["drop", row] or ["choices", path], rows by their place
 * from 1. A line out is {"steps": [...], "expressions": [...]}; each step says whether the constraint let the answer
 * through and how every node then stands.
 */
public class Witness {
    static final ObjectMapper JSON = new ObjectMapper();

    public static void main(String[] arguments) throws Exception {
        PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            answers.println(JSON.writeValueAsString(hear(JSON.readTree(line))));
        }
    }

    static ObjectNode hear(JsonNode question) {
        ObjectNode said = JSON.createObjectNode();
        try {
            Scenario scenario = Scenario.init(new File(question.get("form").asText()));
            visitEverything(scenario);
            ArrayNode steps = said.putArray("steps");
            stand(scenario, steps.addObject());
            for (JsonNode step : question.path("steps")) {
                take(scenario, step, steps.addObject());
            }
            ArrayNode values = said.putArray("expressions");
            for (JsonNode expression : question.path("expressions")) {
                evaluate(scenario.getFormDef(), expression, values.addObject());
            }
        } catch (Throwable failure) {
            said.put("failure", failure.toString());
        }
        return said;
    }

    /** Rows by count are made when they are come upon. */
    static void visitEverything(Scenario scenario) {
        scenario.jumpToBeginningOfForm();
        while (!scenario.atTheEndOfForm()) {
            scenario.next();
        }
    }

    static void take(Scenario scenario, JsonNode step, ObjectNode said) {
        String path = step.get(1).asText();
        try {
            switch (step.get(0).asText()) {
                case "answer" -> answer(scenario, path, step.get(2), said);
                case "row" -> scenario.createNewRepeat(path);
                case "drop" -> scenario.removeRepeat(path);
                case "choices" -> {
                    ArrayNode offered = said.putArray("choices");
                    List<SelectChoice> choices = scenario.choicesOf(path);
                    choices.forEach(choice -> offered.add(choice.getValue()));
                }
                default -> throw new IllegalArgumentException(step.toString());
            }
        } catch (Throwable failure) {
            said.put("failure", failure.toString());
        }
        visitEverything(scenario);
        stand(scenario, said);
    }

    static void answer(Scenario scenario, String path, JsonNode value, ObjectNode said) {
        FormDef form = scenario.getFormDef();
        TreeReference place = form.getEvaluationContext().expandReference(Scenario.getRef(path)).get(0);
        TreeElement element = form.getMainInstance().resolveReference(place);
        QuestionDef question = FormDef.findQuestionByRef(place, form);
        IAnswerData data =
                value.isNull() ? null : XFormAnswerDataParser.getAnswerData(value.asText(), element.getDataType(), question);
        boolean allowed = data == null || form.evaluateConstraint(place, data);
        said.put("allowed", allowed);
        if (allowed) {
            form.setValue(data, place, true);
        }
    }

    static void stand(Scenario scenario, ObjectNode said) {
        stand(scenario.getFormDef().getMainInstance().getRoot(), said.putObject("nodes"));
    }

    static void stand(TreeElement element, ObjectNode nodes) {
        if (element.getMult() == TreeReference.INDEX_TEMPLATE) {
            return;
        }
        ArrayNode standing = nodes.putArray(element.getRef().toString(true));
        standing.add(element.isRelevant()).add(element.isRequired()).add(!element.isEnabled());
        IAnswerData value = element.getNumChildren() == 0 ? element.getValue() : null;
        standing.add(value == null ? null : XPathFuncExpr.toString(XPathPathExpr.unpackValue(value)));
        for (int place = 0; place < element.getNumChildren(); place++) {
            stand(element.getChildAt(place), nodes);
        }
    }

    static void evaluate(FormDef form, JsonNode asked, ObjectNode said) {
        try {
            XPathExpression expression = XPathParseTool.parseXPath(asked.get(1).asText());
            EvaluationContext context = form.getEvaluationContext();
            TreeReference place = context.expandReference(Scenario.getRef(asked.get(0).asText())).get(0);
            Object value = expression.eval(form.getMainInstance(), new EvaluationContext(context, place));
            if (value instanceof XPathNodeset nodes) {
                if (nodes.size() != 1) {
                    said.put("nodes", nodes.size());
                    return;
                }
                value = nodes.unpack();
            }
            said.put("value", XPathFuncExpr.toString(value));
        } catch (Throwable failure) {
            said.put("error", failure.toString());
        }
    }
}

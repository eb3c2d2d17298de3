import java.io.FileInputStream;
import java.io.InputStream;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;

/** Says of every PDF whether it keeps PDF/UA-1 and PDF/A-3a, one line for each file and standard: `Vera.java FILE...`. */
public class Vera {
    private static final String FOLDER = "org/verapdf/pdfa/validation/";

    public static void main(String[] files) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (String[] standard : new String[][] {{"ua1", "PDFUA-1.xml"}, {"3a", "PDFA-3A.xml"}}) {
            PDFAFlavour flavour = PDFAFlavour.byFlavourId(standard[0]);
            ValidationProfile profile;
            try (InputStream rules = Vera.class.getClassLoader().getResourceAsStream(FOLDER + standard[1])) {
                profile = Profiles.profileFromXml(rules);
            }
            for (String file : files) {
                System.out.println(file + "\t" + standard[0] + "\t" + judged(file, flavour, profile));
            }
        }
    }

    private static String judged(String file, PDFAFlavour flavour, ValidationProfile profile) {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new FileInputStream(file), flavour)) {
            ValidationResult result = Foundries.defaultInstance().createValidator(profile, false).validate(parser);
            StringBuilder said = new StringBuilder(result.isCompliant() ? "kept" : "broken");
            for (TestAssertion one : result.getTestAssertions()) {
                if (one.getStatus() == TestAssertion.Status.FAILED) {
                    said.append("\t").append(one.getRuleId().getClause()).append(": ").append(one.getMessage());
                }
            }
            return said.toString();
        } catch (Exception refused) {
            return "broken\tthis is no PDF: " + refused.getMessage();
        }
    }
}

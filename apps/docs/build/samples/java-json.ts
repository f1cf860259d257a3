/** A reader of JSON for the sample in Java, whose standard library has none. */
export const javaJson = `/** Reads JSON. With a library, new ObjectMapper().readTree(text) does the same. */
class Json {
    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    /** Objects as Map, lists as List, texts as String, all else as what is written. Throws where it is no JSON. */
    static Object read(String text) {
        var json = new Json(text);
        var value = json.value();
        if (json.next() != 0) throw json.wrong();
        return value;
    }

    private Object value() {
        switch (next()) {
            case '{':
                var members = new HashMap<String, Object>();
                for (var more = opened('}'); more; more = continued('}')) {
                    if (next() != '"') throw wrong();
                    var name = string();
                    expect(':');
                    members.put(name, value());
                }
                return members;
            case '[':
                var items = new ArrayList<Object>();
                for (var more = opened(']'); more; more = continued(']')) items.add(value());
                return items;
            case '"':
                return string();
            default:
                var literal = LITERAL.matcher(text).region(at, text.length());
                if (!literal.lookingAt()) throw wrong();
                at = literal.end();
                return new StringBuilder(literal.group());
        }
    }

    private String string() {
        var quoted = STRING.matcher(text).region(at, text.length());
        if (!quoted.lookingAt()) throw wrong();
        at = quoted.end();
        return ESCAPE.matcher(quoted.group(1)).replaceAll(found -> Matcher.quoteReplacement(unescaped(found.group())));
    }

    private static String unescaped(String escape) {
        if (escape.charAt(1) == 'u') return String.valueOf((char) Integer.parseInt(escape.substring(2), 16));
        var index = "bfnrt".indexOf(escape.charAt(1));
        return index < 0 ? escape.substring(1) : "\\b\\f\\n\\r\\t".substring(index, index + 1);
    }

    private boolean opened(char end) {
        at++;
        if (next() != end) return true;
        at++;
        return false;
    }

    private boolean continued(char end) {
        if (next() == ',') {
            at++;
            return true;
        }
        expect(end);
        return false;
    }

    private char next() {
        while (at < text.length() && " \\t\\r\\n".indexOf(text.charAt(at)) >= 0) at++;
        return at < text.length() ? text.charAt(at) : 0;
    }

    private void expect(char wanted) {
        if (next() != wanted) throw wrong();
        at++;
    }

    private IllegalArgumentException wrong() {
        return new IllegalArgumentException("No JSON at " + at);
    }

    private static final Pattern LITERAL =
        Pattern.compile("true|false|null|-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][+-]?[0-9]+)?");
    private static final Pattern ESCAPE = Pattern.compile("\\\\\\\\(u[0-9a-fA-F]{4}|.)");
    private static final Pattern STRING =
        Pattern.compile("\\"((?:[^\\"\\\\\\\\\\\\x00-\\\\x1f]|\\\\\\\\(?:[\\"\\\\\\\\/bfnrt]|u[0-9a-fA-F]{4}))*+)\\"");
}
`;

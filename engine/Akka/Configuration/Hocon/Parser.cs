namespace Akka.Configuration.Hocon;

/// <summary>Reads HOCON text into values.</summary>
public class Parser
{
    private readonly HoconText _text;
    private readonly Func<string, HoconRoot>? _include;
    private readonly List<HoconSubstitution> _substitutions = [];
    private readonly List<OpenValue> _open = [];

    private Parser(string text, Func<string, HoconRoot>? include)
    {
        _text = new HoconText(text);
        _include = include;
    }

    /// <summary>Reads a document.</summary>
    /// <param name="text">The text.</param>
    /// <param name="includeCallback">Finds the document for the name in an <c>include</c> statement.</param>
    /// <exception cref="FormatException">The text is not HOCON, or a substitution leads nowhere.</exception>
    public static HoconRoot Parse(string text, Func<string, HoconRoot>? includeCallback)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parser = new Parser(text, includeCallback);
        var root = parser.ParseDocument();
        new HoconResolver(root).Run();
        return new HoconRoot(root, parser._substitutions);
    }

    private HoconValue ParseDocument()
    {
        var root = new HoconObject();
        _text.SkipBlanks();
        var isBraced = _text.TryTake("{");
        ParseMembers(root, [], isBraced);
        _text.SkipBlanks();
        if (!_text.IsAtEnd)
        {
            throw _text.Error($"expected the end of the text, found {_text.Describe()}.");
        }

        return HoconValue.Of(root);
    }

    private void ParseMembers(HoconObject owner, List<string> path, bool isBraced)
    {
        while (true)
        {
            _text.SkipBlanks();
            if (_text.IsAtEnd && isBraced)
            {
                throw _text.Error("the object does not end: expected '}', found the end of the text.");
            }

            if (_text.IsAtEnd || (isBraced && _text.TryTake("}")))
            {
                return;
            }

            ParseMember(owner, path);
            _text.SkipBlanks();
            _text.TryTake(",");
        }
    }

    private void ParseMember(HoconObject owner, List<string> path)
    {
        var key = ParseKey(out var isPlain);
        if (isPlain && key is ["include"] && _text.Current == '"')
        {
            Include(owner);
            return;
        }

        var openBefore = _open.Count;
        var full = new List<string>(path);
        for (var i = 0; i < key.Count - 1; i++)
        {
            full.Add(key[i]);
            var inner = OpenObject(owner, key[i]);
            _open.Add(new OpenValue([.. full], owner.Items[key[i]]));
            owner = inner;
        }

        full.Add(key[^1]);
        ParseAssignment(owner, key[^1], full);
        _open.RemoveRange(openBefore, _open.Count - openBefore);
    }

    private void ParseAssignment(HoconObject owner, string key, List<string> full)
    {
        var existing = owner.Items.GetValueOrDefault(key);
        var value = new HoconValue { Previous = existing };
        _open.Add(new OpenValue(full, existing));
        _text.SkipBlanks();
        if (_text.TryTake("+="))
        {
            value.AppendValue(Substitution(full, isOptional: true));
        }
        else if (!_text.TryTake("=") && !_text.TryTake(":") && _text.Current != '{')
        {
            throw _text.Error($"expected '=', ':' or '{{' after the key '{key}', found {_text.Describe()}.");
        }

        var isAppending = value.Values.Count > 0;
        _text.SkipBlanks();
        var written = isAppending ? new HoconValue() : value;
        ParseValue(written, full);
        if (isAppending)
        {
            value.AppendValue(new HoconArray { written });
        }

        owner.Items[key] = value;
    }

    private static HoconObject OpenObject(HoconObject owner, string key)
    {
        if (owner.Items.TryGetValue(key, out var existing) && existing.Values is [.., HoconObject last])
        {
            return last;
        }

        var inner = new HoconObject();
        var value = HoconValue.Of(inner);
        value.Previous = existing;
        owner.Items[key] = value;
        return inner;
    }

    private List<string> ParseKey(out bool isPlain)
    {
        var parts = new List<string>();
        var part = string.Empty;
        var hasPart = false;
        isPlain = true;
        while (true)
        {
            if (_text.Current == '"')
            {
                part += _text.Sees("\"\"\"") ? _text.TakeTripleQuoted() : _text.TakeQuoted();
                hasPart = true;
                isPlain = false;
            }
            else if (_text.IsPlainKeyChar())
            {
                part += _text.TakePlainKey();
                hasPart = true;
            }
            else if (_text.Current == '.' && hasPart)
            {
                _text.Expect(".");
                parts.Add(part);
                (part, hasPart) = (string.Empty, false);
            }
            else if (!hasPart)
            {
                throw _text.Error($"expected a key, found {_text.Describe()}.");
            }
            else
            {
                var spaces = _text.TakeSpaces();
                var isInclude = part == "include" && isPlain && _text.Current == '"';
                if (spaces.Length == 0 || isInclude || !(_text.IsPlainKeyChar() || _text.Current is '"' or '.')
                    || _text.IsCommentStart())
                {
                    parts.Add(part);
                    return parts;
                }

                part += spaces;
            }
        }
    }

    private void Include(HoconObject owner)
    {
        if (_include is null)
        {
            throw _text.Error("found an include statement, but no include callback was given.");
        }

        var name = _text.TakeQuoted();
        var included = _include(name)?.Value.GetObject()
            ?? throw _text.Error($"the included document '{name}' is not an object.");
        foreach (var (key, value) in included.Items)
        {
            var copy = HoconResolver.Clone(value);
            copy.Previous = owner.Items.GetValueOrDefault(key);
            owner.Items[key] = copy;
        }
    }

    private void ParseValue(HoconValue owner, List<string> path)
    {
        while (true)
        {
            var element = ParseElement(path);
            owner.AppendValue(element);
            var spaces = _text.TakeSpaces();
            var isStructure = element is HoconObject or HoconArray;
            if (!IsElementStart() || (isStructure && _text.Current is not ('{' or '[') && !_text.Sees("${")))
            {
                return;
            }

            if (spaces.Length > 0)
            {
                owner.AppendValue(new HoconLiteral { Value = spaces, IsSpace = true });
            }
        }
    }

    private bool IsElementStart() =>
        !_text.IsCommentStart()
        && (_text.Current is '{' or '[' or '"' || _text.Sees("${") || _text.IsPlainValueChar());

    private IHoconElement ParseElement(List<string> path)
    {
        if (_text.TryTake("{"))
        {
            var inner = new HoconObject();
            ParseMembers(inner, path, isBraced: true);
            return inner;
        }

        if (_text.TryTake("["))
        {
            return ParseArray(path);
        }

        if (_text.Sees("${"))
        {
            return ParseSubstitution();
        }

        if (_text.Current == '"')
        {
            var quoted = _text.Sees("\"\"\"") ? _text.TakeTripleQuoted() : _text.TakeQuoted();
            return new HoconLiteral { Value = quoted, IsQuoted = true };
        }

        var plain = _text.TakePlainValue();
        if (plain.Length == 0)
        {
            throw _text.Error(
                $"expected a value, found {_text.Describe()}; text with reserved characters needs quotes.");
        }

        return new HoconLiteral { Value = plain };
    }

    private HoconArray ParseArray(List<string> path)
    {
        var array = new HoconArray();
        while (true)
        {
            _text.SkipBlanks();
            if (_text.TryTake("]"))
            {
                return array;
            }

            if (_text.IsAtEnd)
            {
                throw _text.Error("the array does not end: expected ']', found the end of the text.");
            }

            var item = new HoconValue();
            ParseValue(item, path);
            array.Add(item);
            _text.SkipBlanks();
            _text.TryTake(",");
        }
    }

    private HoconSubstitution ParseSubstitution()
    {
        _text.Expect("${");
        var isOptional = _text.TryTake("?");
        var path = _text.TakeUntil('}', "substitution").Trim();
        return Substitution(HoconPath.Split(path), isOptional, path);
    }

    /// <summary>A reference to a key that is just being written means what that key held until now.</summary>
    private HoconSubstitution Substitution(List<string> path, bool isOptional, string? written = null)
    {
        var substitution = new HoconSubstitution(written ?? string.Join('.', path.Select(HoconPrinter.QuoteKey)))
        {
            IsOptional = isOptional,
            Place = _text.Place,
            Parts = path,
        };
        var self = _open.FindLast(open => open.Path.SequenceEqual(path));
        if (self.Path is null && _open.Count > 0 && HoconPath.StartsWith(path, _open[^1].Path))
        {
            self = _open[^1];
        }

        if (self.Path is not null)
        {
            substitution.Scope = self.Value is null ? new HoconValue() : HoconResolver.Clone(self.Value);
            substitution.Parts = path.Skip(self.Path.Count).ToList();
        }

        _substitutions.Add(substitution);
        return substitution;
    }

    private readonly record struct OpenValue(List<string> Path, HoconValue? Value);
}

using System.Globalization;
using System.Text;

namespace Akka.Configuration.Hocon;

/// <summary>A cursor over the text of a document that knows how its smallest pieces look.</summary>
internal sealed class HoconText
{
    public const char End = '\0';
    private const string NotInPlainKey = "$\"{}[]:=,#^?!&\\`";
    private const string NotInPlainValue = "$\"{}[]:=,+#`^?!@*&\\";

    private readonly string _text;
    private int _at;

    public HoconText(string text)
    {
        _text = text;
        _at = text.StartsWith('\uFEFF') ? 1 : 0;
    }

    public bool IsAtEnd => _at >= _text.Length;

    public char Current => _at < _text.Length ? _text[_at] : End;

    public string Place
    {
        get
        {
            var at = Math.Min(_at, _text.Length);
            var line = _text.AsSpan(0, at).Count('\n') + 1;
            var lineStart = at == 0 ? 0 : _text.LastIndexOf('\n', at - 1) + 1;
            return string.Create(CultureInfo.InvariantCulture, $"line {line}, column {at - lineStart + 1}");
        }
    }

    public FormatException Error(string problem) => new($"HOCON error at {Place}: {problem}");

    public bool Sees(string what) => string.CompareOrdinal(_text, _at, what, 0, what.Length) == 0;

    public bool TryTake(string what)
    {
        if (!Sees(what))
        {
            return false;
        }

        _at += what.Length;
        return true;
    }

    public void Expect(string what)
    {
        if (!TryTake(what))
        {
            throw Error($"expected '{what}', found {Describe()}.");
        }
    }

    public string Describe() => IsAtEnd ? "the end of the text" : $"'{Current}'";

    /// <summary>Skips blanks, line ends and comments.</summary>
    public void SkipBlanks()
    {
        while (!IsAtEnd)
        {
            if (IsCommentStart())
            {
                SkipComment();
            }
            else if (char.IsWhiteSpace(Current))
            {
                _at++;
            }
            else
            {
                return;
            }
        }
    }

    /// <summary>Takes the blanks up to the next thing on the line and returns them.</summary>
    public string TakeSpaces()
    {
        var start = _at;
        while (!IsAtEnd && char.IsWhiteSpace(Current) && Current != '\n')
        {
            _at++;
        }

        return _text[start.._at];
    }

    public bool IsCommentStart() => Current == '#' || Sees("//");

    public bool IsPlainKeyChar() =>
        !IsAtEnd && Current != '.' && !char.IsWhiteSpace(Current) && !NotInPlainKey.Contains(Current) && !Sees("+=");

    public bool IsPlainValueChar() =>
        !IsAtEnd && !char.IsWhiteSpace(Current) && !NotInPlainValue.Contains(Current) && !Sees("//");

    /// <summary>A plus or minus sign belongs to a number such as <c>1e+3</c>; elsewhere plus is reserved.</summary>
    public string TakePlainValue() => TakeWhile(() => IsPlainValueChar() || IsSignInNumber());

    public string TakePlainKey() => TakeWhile(IsPlainKeyChar);

    public string TakeTripleQuoted()
    {
        Expect("\"\"\"");
        var end = _text.IndexOf("\"\"\"", _at, StringComparison.Ordinal);
        if (end < 0)
        {
            throw Error("the text in triple quotes does not end.");
        }

        while (end + 3 < _text.Length && _text[end + 3] == '"')
        {
            end++;
        }

        var taken = _text[_at..end];
        _at = end + 3;
        return taken;
    }

    public string TakeQuoted()
    {
        Expect("\"");
        var taken = new StringBuilder();
        while (Current != '"')
        {
            if (IsAtEnd || Current == '\n')
            {
                throw Error("the quoted text does not end on its line.");
            }

            taken.Append(Current == '\\' ? TakeEscape() : Take());
        }

        _at++;
        return taken.ToString();
    }

    public string TakeUntil(char end, string what)
    {
        var found = _text.IndexOf(end, _at);
        if (found < 0 || _text.AsSpan(_at, found - _at).Contains('\n'))
        {
            throw Error($"the {what} does not end with '{end}'.");
        }

        var taken = _text[_at..found];
        _at = found + 1;
        return taken;
    }

    private char Take() => _text[_at++];

    private string TakeWhile(Func<bool> isPart)
    {
        var start = _at;
        while (isPart())
        {
            _at++;
        }

        return _text[start.._at];
    }

    private bool IsSignInNumber() =>
        Current == '+' && _at > 1 && _text[_at - 1] is 'e' or 'E' && char.IsAsciiDigit(_text[_at - 2]);

    private void SkipComment()
    {
        while (!IsAtEnd && Current != '\n')
        {
            _at++;
        }
    }

    private char TakeEscape()
    {
        _at++;
        var c = IsAtEnd ? End : Take();
        return c switch
        {
            '"' or '\\' or '/' => c,
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => TakeUnicode(),
            _ => throw Error($"unknown escape '\\{c}' in quoted text."),
        };
    }

    private char TakeUnicode()
    {
        var digits = _at + 4 <= _text.Length ? _text[_at..(_at + 4)] : string.Empty;
        if (!ushort.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            throw Error("'\\u' must be followed by four hexadecimal digits.");
        }

        _at += 4;
        return (char)code;
    }
}

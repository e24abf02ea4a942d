namespace WhaleStack.Tidy.Tests.Reading;

/// <summary>
/// Blanks comments and the insides of literals, so that rules read code only. The code inside the holes of
/// interpolated strings stays. Positions and lines are kept.
/// </summary>
internal sealed class CSharpMask
{
    private readonly string _text;
    private readonly char[] _code;
    private int _at;

    private CSharpMask(string text)
    {
        _text = text;
        _code = text.ToCharArray();
    }

    /// <summary>The bare code of a text.</summary>
    public static string Of(string text)
    {
        var mask = new CSharpMask(text);
        mask.ReadCode(isHole: false);
        return new string(mask._code);
    }

    private char Peek(int ahead = 0) => _at + ahead < _text.Length ? _text[_at + ahead] : '\0';

    // Reads code to the end, or to the brace or colon that ends the hole of an interpolated string.
    private void ReadCode(bool isHole)
    {
        var depth = 0;
        while (_at < _text.Length)
        {
            var c = Peek();
            if (isHole && depth == 0 && (c == '}' || (c == ':' && Peek(1) != ':')))
            {
                return;
            }

            if (SkipComment() || SkipDirective() || SkipChar() || SkipString())
            {
                continue;
            }

            depth += c is '{' or '(' or '[' ? 1 : c is '}' or ')' or ']' ? -1 : 0;
            _at++;
        }
    }

    private bool SkipComment()
    {
        if (Peek() != '/' || Peek(1) is not ('/' or '*'))
        {
            return false;
        }

        var isLine = Peek(1) == '/';
        var end = _text.IndexOf(isLine ? "\n" : "*/", _at + 2, StringComparison.Ordinal);
        BlankTo(end < 0 ? _text.Length : isLine ? end : end + 2);
        return true;
    }

    private bool SkipDirective()
    {
        if (Peek() != '#' || _text.AsSpan(_text.LastIndexOf('\n', _at) + 1).TrimStart()[0] != '#')
        {
            return false;
        }

        var end = _text.IndexOf('\n', _at);
        _at = end < 0 ? _text.Length : end;
        return true;
    }

    private bool SkipChar()
    {
        if (Peek() != '\'')
        {
            return false;
        }

        var end = _at + 1;
        while (end < _text.Length && _text[end] is not ('\'' or '\n'))
        {
            end += _text[end] == '\\' ? 2 : 1;
        }

        BlankTo(Math.Min(end + 1, _text.Length));
        return true;
    }

    private bool SkipString()
    {
        var prefix = 0;
        while (Peek(prefix) is '$' or '@')
        {
            prefix++;
        }

        if (Peek(prefix) != '"')
        {
            return false;
        }

        var marks = _text.AsSpan(_at, prefix);
        var (dollars, isVerbatim) = (marks.Count('$'), marks.Contains('@'));
        _at += prefix;
        var quotes = Run('"');
        if (quotes >= 3 && !isVerbatim)
        {
            _at += quotes;
            ReadRaw(quotes, dollars);
        }
        else
        {
            _at++;
            ReadQuoted(isVerbatim, dollars > 0);
        }

        return true;
    }

    private void ReadQuoted(bool isVerbatim, bool hasHoles)
    {
        while (_at < _text.Length)
        {
            var c = Peek();
            if (c == '"' && !(isVerbatim && Peek(1) == '"'))
            {
                _at++;
                return;
            }

            if (c == '\n' && !isVerbatim)
            {
                return;
            }

            if (hasHoles && c == '{' && Peek(1) != '{')
            {
                ReadHole(1);
                continue;
            }

            var isPair = (c == '\\' && !isVerbatim) || (c == '"' && isVerbatim) || (hasHoles && c == '{');
            BlankTo(Math.Min(_at + (isPair ? 2 : 1), _text.Length));
        }
    }

    private void ReadRaw(int quotes, int dollars)
    {
        while (_at < _text.Length)
        {
            if (Run('"') >= quotes)
            {
                _at += Run('"');
                return;
            }

            if (dollars > 0 && Run('{') >= dollars)
            {
                BlankTo(_at + Run('{') - dollars);
                ReadHole(dollars);
                continue;
            }

            BlankTo(_at + 1);
        }
    }

    private void ReadHole(int braces)
    {
        _at += braces;
        ReadCode(isHole: true);
        if (Peek() == ':')
        {
            var end = _text.IndexOf('}', _at);
            BlankTo(end < 0 ? _text.Length : end);
        }

        _at = Math.Min(_at + braces, _text.Length);
    }

    private int Run(char c)
    {
        var count = 0;
        while (Peek(count) == c)
        {
            count++;
        }

        return count;
    }

    private void BlankTo(int end)
    {
        for (; _at < end; _at++)
        {
            if (_code[_at] != '\n')
            {
                _code[_at] = ' ';
            }
        }
    }
}

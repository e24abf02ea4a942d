using System.Text.RegularExpressions;

namespace WhaleStack.Tidy.Tests.Reading;

/// <summary>A method, property, constructor or operator with a body.</summary>
/// <param name="Type">The innermost type it stands in; empty at the top level.</param>
/// <param name="Name">Its name.</param>
/// <param name="Header">Everything before the body, attributes included.</param>
/// <param name="Body">The body as bare code.</param>
/// <param name="StartLine">First line of the signature, from 1, attributes left out.</param>
/// <param name="EndLine">Last line of the body.</param>
internal sealed record Member(string Type, string Name, string Header, string Body, int StartLine, int EndLine)
{
    /// <summary>How many lines it takes.</summary>
    public int Lines => EndLine - StartLine + 1;
}

/// <summary>Finds types and members by braces alone; good enough for code that compiles.</summary>
internal sealed partial class CSharpOutline
{
    private readonly SourceFile _file;
    private readonly Stack<Scope> _scopes = new([new Scope(Kind.Container, "", 0)]);
    private readonly List<Member> _members = [];
    private int _headerAt;
    private int _arrowAt = -1;
    private bool _isAssigned;

    private CSharpOutline(SourceFile file) => _file = file;

    private enum Kind
    {
        Container,
        Body,
        Value,
    }

    /// <summary>All members of a file that have a body.</summary>
    public static IReadOnlyList<Member> MembersOf(SourceFile file)
    {
        var outline = new CSharpOutline(file);
        outline.Read();
        return outline._members;
    }

    [GeneratedRegex(@"\b(class|struct|record|interface|enum|namespace)\b\s*(?:class\b|struct\b)?\s*([\w.]*)")]
    private static partial Regex TypeHeader();

    [GeneratedRegex(@"\bwhere\b.*", RegexOptions.Singleline)]
    private static partial Regex Constraints();

    [GeneratedRegex(@"^\s*(\[[^\]]*\]\s*)*", RegexOptions.Singleline)]
    private static partial Regex Attributes();

    [GeneratedRegex(@"(\w+)\s*(?:<[^()]*>)?\s*\(|(\w+)\s*$")]
    private static partial Regex MemberName();

    private void Read()
    {
        var depth = 0;
        for (var i = 0; i < _file.Code.Length; i++)
        {
            var c = _file.Code[i];
            depth += c is '(' or '[' ? 1 : c is ')' or ']' ? -1 : 0;
            if (c == '{' && (depth == 0 || _scopes.Peek().Kind != Kind.Container))
            {
                Open(i);
            }
            else if (c == '}' && (depth == 0 || _scopes.Peek().Kind != Kind.Container) && _scopes.Count > 1)
            {
                Close(i);
            }
            else if (depth == 0 && _scopes.Peek().Kind == Kind.Container)
            {
                ReadHeader(i, c);
            }
        }
    }

    private void ReadHeader(int at, char c)
    {
        var code = _file.Code;
        var next = at + 1 < code.Length ? code[at + 1] : '\0';
        if (c == ';')
        {
            if (_arrowAt >= 0)
            {
                Add(_headerAt, _arrowAt, at);
            }

            StartHeader(at + 1);
        }
        else if (c == '=' && next == '>')
        {
            _arrowAt = _isAssigned || _arrowAt >= 0 ? _arrowAt : at;
        }
        else if (c == '=' && next != '=' && !"=!<>".Contains(code[at - 1], StringComparison.Ordinal) && _arrowAt < 0)
        {
            _isAssigned = true;
        }
    }

    private void Open(int at)
    {
        if (_scopes.Peek().Kind != Kind.Container || _isAssigned || _arrowAt >= 0)
        {
            _scopes.Push(new Scope(Kind.Value, _scopes.Peek().Type, at));
            return;
        }

        var header = Constraints().Replace(Attributes().Replace(_file.Code[_headerAt..at], ""), "");
        var type = TypeHeader().Match(header);
        if (type.Success)
        {
            var isNamespace = type.Groups[1].Value == "namespace";
            _scopes.Push(new Scope(Kind.Container, isNamespace ? "" : type.Groups[2].Value, at));
            StartHeader(at + 1);
            return;
        }

        _scopes.Push(new Scope(Kind.Body, _scopes.Peek().Type, at));
    }

    private void Close(int at)
    {
        var scope = _scopes.Pop();
        if (scope.Kind == Kind.Body)
        {
            Add(_headerAt, scope.OpenedAt, at);
        }

        if (scope.Kind != Kind.Value)
        {
            StartHeader(at + 1);
        }
    }

    private void Add(int headerAt, int bodyAt, int endAt)
    {
        var header = _file.Code[headerAt..bodyAt];
        var attributes = Attributes().Match(header).Length;
        var name = MemberName().Match(header, attributes);
        _members.Add(new Member(
            _scopes.Peek().Type,
            name.Groups[1].Success ? name.Groups[1].Value : name.Groups[2].Value,
            header,
            _file.Code[bodyAt..endAt],
            _file.LineAt(headerAt + attributes),
            _file.LineAt(endAt)));
    }

    private void StartHeader(int at) => (_headerAt, _arrowAt, _isAssigned) = (at, -1, false);

    private sealed record Scope(Kind Kind, string Type, int OpenedAt);
}

using System.Text;

namespace Akka.Configuration.Hocon;

/// <summary>Paths such as <c>akka.actor."my.key"</c> and their parts.</summary>
internal static class HoconPath
{
    /// <summary>The parts of a path; quotes keep dots together.</summary>
    public static List<string> Split(string path)
    {
        var parts = new List<string>();
        if (!path.Contains('"'))
        {
            parts.AddRange(path.Split('.').Select(part => part.Trim()));
            return parts;
        }

        var part = new StringBuilder();
        var isQuoted = false;
        for (var i = 0; i < path.Length; i++)
        {
            var c = path[i];
            if (c == '\\' && isQuoted && i + 1 < path.Length)
            {
                part.Append(path[++i]);
            }
            else if (c == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (c == '.' && !isQuoted)
            {
                parts.Add(part.ToString());
                part.Clear();
            }
            else
            {
                part.Append(c);
            }
        }

        parts.Add(part.ToString());
        return parts;
    }

    /// <summary>The value at the path below <paramref name="from"/>, or null.</summary>
    public static HoconValue? Find(HoconValue from, IReadOnlyList<string> parts)
    {
        HoconValue? value = from;
        for (var i = 0; i < parts.Count && value is not null; i++)
        {
            value = value.GetChildObject(parts[i]);
        }

        return value;
    }

    /// <summary>Whether <paramref name="path"/> begins with all of <paramref name="start"/>.</summary>
    public static bool StartsWith(IReadOnlyList<string> path, IReadOnlyList<string> start)
    {
        for (var i = 0; i < start.Count; i++)
        {
            if (i >= path.Count || path[i] != start[i])
            {
                return false;
            }
        }

        return true;
    }
}

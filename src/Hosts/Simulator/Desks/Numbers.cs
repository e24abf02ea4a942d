using System.Globalization;

namespace WhaleStack.Simulator.Desks;

/// <summary>Numbers as the venue writes them.</summary>
public static class Numbers
{
    /// <summary>Without trailing zeros.</summary>
    public static string Text(decimal value) => value.ToString("0.##################", CultureInfo.InvariantCulture);

    /// <summary>Without trailing zeros; another text when there is no number.</summary>
    public static string Text(decimal? value, string otherwise = "") => value is { } number ? Text(number) : otherwise;
}

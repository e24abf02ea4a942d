using System.Globalization;

namespace WhaleStack.Storage.Configuration;

/// <summary>One thing that is wrong in a file that people write.</summary>
/// <param name="File">Which file.</param>
/// <param name="Line">Which line, from 1; null when the mistake is something that is not there.</param>
/// <param name="Key">Which key, with its parents: <c>heatmap.half_life</c>; empty when it is about the whole
/// file.</param>
/// <param name="Problem">What is wrong and what is expected; holds the value unless that is a secret.</param>
public sealed record ConfigMistake(string File, int? Line, string Key, string Problem)
{
    /// <inheritdoc/>
    public override string ToString() =>
        File
        + (Line is { } line ? string.Create(CultureInfo.InvariantCulture, $":{line}") : string.Empty)
        + (Key.Length > 0 ? $": {Key}" : string.Empty)
        + $": {Problem}";
}

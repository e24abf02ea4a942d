using System.Text.RegularExpressions;
using WhaleStack.Tidy.Tests.Reading;

namespace WhaleStack.Tidy.Tests.Rules;

/// <summary>What committed text must not tell of the machine it was written on.</summary>
internal static partial class PublicSurface
{
    private static readonly string[] KnownRegistries =
        ["api.nuget.org", "www.nuget.org", "nuget.org", "registry.npmjs.org", "www.npmjs.com"];

    private static readonly string[] ClientSettings = ["nuget.config", ".npmrc", ".yarnrc", "pip.conf", ".pypirc"];

    /// <summary>Absolute paths of somebody's machine.</summary>
    public static IEnumerable<Finding> MachinePaths(Repository repository) =>
        from file in repository.Files
        where !file.IsUnder("tests/Tidy.Tests", "data/samples")
        from Match match in MachinePath().Matches(file.Text)
        select new Finding(file.Path, file.LineAt(match.Index), $"'{match.Value}': ask for the folder, do not name it");

    /// <summary>Package registries other than the public ones, and files that would choose one.</summary>
    public static IEnumerable<Finding> Registries(Repository repository) =>
        (from file in repository.Files
         where !file.IsUnder("tests/Tidy.Tests", "data/samples")
         from Match match in Registry().Matches(file.Text)
         where !KnownRegistries.Contains(match.Groups["host"].Value, StringComparer.OrdinalIgnoreCase)
         select new Finding(file.Path, file.LineAt(match.Index), $"'{match.Value}': the registry is the user's choice"))
        .Concat(
            from file in repository.Files
            where ClientSettings.Contains(file.Name, StringComparer.OrdinalIgnoreCase)
            select new Finding(file.Path, 0, "the user's own settings choose the registry"));

    /// <summary>Keys and tokens that look real.</summary>
    public static IEnumerable<Finding> Secrets(Repository repository) =>
        from file in repository.Files
        where !file.IsUnder("tests/Tidy.Tests")
        from Match match in Secret().Matches(file.Text)
        select new Finding(file.Path, file.LineAt(match.Index), "looks like a real key: keys live in .env only");

    [GeneratedRegex(@"(?<![\w.\-/*}$)])/(?:work|root|tmp|home)/[\w.\-]*")]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"https?://(?<host>[\w.\-]*(?:nuget|npmjs|npm|pypi|registry|artifactory|proxy)[\w.\-]*)(?::\d+)?")]
    private static partial Regex Registry();

    [GeneratedRegex(
        @"-----BEGIN (?:RSA |EC |OPENSSH )?PRIVATE KEY-----|\b\d{8,10}:AA[\w\-]{33}\b|\bgh[pousr]_\w{36}\b"
            + @"|\bAKIA[0-9A-Z]{16}\b")]
    private static partial Regex Secret();
}

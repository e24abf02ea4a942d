using System.Text;

namespace WhaleStack.Storage.Configuration;

/// <summary>How names of code are written in YAML.</summary>
internal static class YamlNames
{
    /// <summary><c>RiskPerTradeFraction</c> as <c>risk_per_trade_fraction</c>.</summary>
    public static string SnakeCase(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            // A word begins at a capital that follows a small letter, or that a small letter follows: RSIPeriod.
            var afterSmall = i > 0 && !char.IsAsciiLetterUpper(name[i - 1]);
            var beforeSmall = i > 0 && i + 1 < name.Length && char.IsAsciiLetterLower(name[i + 1]);
            if (char.IsAsciiLetterUpper(name[i]) && (afterSmall || beforeSmall))
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }
}

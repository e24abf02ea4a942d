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
            if (char.IsAsciiLetterUpper(name[i]) && i > 0
                && (!char.IsAsciiLetterUpper(name[i - 1]) || (i + 1 < name.Length && char.IsAsciiLetterLower(name[i + 1]))))
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }
}

using System.Collections.Immutable;
using WhaleStack.Quant;

namespace WhaleStack.Domain.Platform;

/// <summary>What an account starts with.</summary>
/// <param name="Account">Name of the account.</param>
/// <param name="QuoteAsset">Its currency, such as USDT.</param>
/// <param name="StartQuote">Equity at the start, in that currency, (0, 1,000,000,000].</param>
public sealed record CapitalOptions(string Account, string QuoteAsset, decimal StartQuote) : IValidatedOptions
{
    /// <inheritdoc/>
    public ImmutableArray<string> Validate() => new Mistakes()
        .Name("account", Account)
        .Unless(
            QuoteAsset is { Length: >= 2 and <= 16 } && QuoteAsset.All(char.IsAsciiLetterOrDigit),
            "quote_asset",
            $"'{QuoteAsset}'",
            "2 to 16 letters or digits, such as USDT")
        .Above("start_quote", StartQuote, 0m, 1_000_000_000m)
        .Found;
}

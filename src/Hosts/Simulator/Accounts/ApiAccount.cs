using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace WhaleStack.Simulator.Accounts;

/// <summary>One simulated customer: an API key, the secret it signs with, and the money it starts with.</summary>
/// <remarks>The secret leaves this class only as a signature; <see cref="ToString"/> does not show it.</remarks>
public sealed class ApiAccount
{
    /// <summary>The balance of an account that names none, in USDT.</summary>
    public const decimal BalanceQuoteDefault = 10_000m;

    private const int PartCharactersMax = 128;
    private const decimal BalanceQuoteMax = 1_000_000_000_000m;
    private readonly byte[] _secret;

    /// <summary>Makes it.</summary>
    /// <param name="key">The API key.</param>
    /// <param name="secret">The secret.</param>
    /// <param name="balanceQuote">Starting balance, USDT.</param>
    public ApiAccount(string key, string secret, decimal balanceQuote = BalanceQuoteDefault)
    {
        Key = key;
        _secret = Encoding.UTF8.GetBytes(secret);
        BalanceQuote = balanceQuote;
    }

    /// <summary>The API key.</summary>
    public string Key { get; }

    /// <summary>Starting balance, USDT.</summary>
    public decimal BalanceQuote { get; }

    /// <summary>Reads <c>KEY:SECRET[:BALANCE]</c>.</summary>
    /// <param name="text">What was given.</param>
    /// <param name="account">The account when the text is right.</param>
    /// <returns>What is wrong, without the secret; null when nothing is.</returns>
    public static string? Parse(string text, out ApiAccount? account)
    {
        account = null;
        var parts = text.Split(':');
        if (parts.Length is not (2 or 3) || parts.Take(2).Any(part => part.Length is 0 or > PartCharactersMax))
        {
            return "an account is KEY:SECRET or KEY:SECRET:BALANCE";
        }

        var balance = BalanceQuoteDefault;
        if (parts.Length == 3
            && (!decimal.TryParse(parts[2], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out balance)
                || balance > BalanceQuoteMax))
        {
            return $"the balance of account '{parts[0]}' is '{parts[2]}'; it must be 0 to {BalanceQuoteMax}";
        }

        account = new ApiAccount(parts[0], parts[1], balance);
        return null;
    }

    /// <summary>Whether a signature of the text is this account's: HMAC-SHA256 as lower-case hexadecimal.</summary>
    public bool Signed(string text, string signature)
    {
        var expected = Convert.ToHexStringLower(HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes(text)));
        return CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(expected), Encoding.UTF8.GetBytes(signature));
    }

    /// <inheritdoc/>
    public override string ToString() => $"account {Key}";
}

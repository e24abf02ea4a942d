using System.Collections.Immutable;

namespace WhaleStack.Simulator.Accounts;

/// <summary>The customers of the simulated venue, by key.</summary>
public sealed class ApiAccounts
{
    /// <summary>How many there may be.</summary>
    public const int CountMax = 1_000;

    private readonly ImmutableSortedDictionary<string, ApiAccount> _byKey;

    /// <summary>Makes it.</summary>
    /// <param name="accounts">At most <see cref="CountMax"/>, each with a key of its own.</param>
    public ApiAccounts(IEnumerable<ApiAccount> accounts) =>
        _byKey = accounts.ToImmutableSortedDictionary(
            account => account.Key, account => account, StringComparer.Ordinal);

    /// <summary>All, in the order of their keys.</summary>
    public IEnumerable<ApiAccount> All => _byKey.Values;

    /// <summary>Whether there are none: then the venue is for looking only.</summary>
    public bool IsEmpty => _byKey.IsEmpty;

    /// <summary>The account of a key; null when there is none.</summary>
    public ApiAccount? Find(string key) => _byKey.GetValueOrDefault(key);

    /// <summary>Reads accounts from options and from a file with one a line; empty lines and # comments are left
    /// out.</summary>
    /// <param name="texts">Each <c>KEY:SECRET[:BALANCE]</c>.</param>
    /// <param name="file">The file; null for none.</param>
    /// <exception cref="SimulatorException">An account or the file cannot be read; never shows a secret.</exception>
    public static ImmutableArray<ApiAccount> Read(IEnumerable<string> texts, string? file)
    {
        var accounts = new List<ApiAccount>();
        foreach (var (text, place) in texts.Select(text => (text, "--account")).Concat(Lines(file)))
        {
            if (ApiAccount.Parse(text, out var account) is { } mistake)
            {
                throw new SimulatorException($"{place}: {mistake}.");
            }

            if (accounts.Any(other => other.Key == account!.Key) || accounts.Count == CountMax)
            {
                throw new SimulatorException(
                    $"{place}: key '{account!.Key}' is given twice, or there are more than {CountMax} accounts.");
            }

            accounts.Add(account!);
        }

        return [.. accounts];
    }

    private static IEnumerable<(string Text, string Place)> Lines(string? file)
    {
        if (file is null)
        {
            return [];
        }

        try
        {
            return [.. File.ReadLines(file)
                .Select((line, index) => (line.Trim(), $"'{file}', line {index + 1}"))
                .Where(entry => entry.Item1.Length > 0 && entry.Item1[0] != '#')];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SimulatorException($"accounts file '{file}' cannot be read: {error.Message}", error);
        }
    }
}

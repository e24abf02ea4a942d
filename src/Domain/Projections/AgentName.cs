namespace WhaleStack.Domain.Projections;

/// <summary>The name under which an actor that writes to the journal appears in the tables.</summary>
/// <param name="Name">
/// For a scanner, trader or feed its own name, as signals and trades carry it; for the others the persistence id.
/// </param>
/// <param name="Type">Such as <c>scanner</c> or <c>portfolio</c>.</param>
public sealed record AgentName(string Name, string Type)
{
    /// <summary>The name of who has a persistence id, such as <c>trader-whale_target</c>.</summary>
    public static AgentName Of(string persistenceId)
    {
        ArgumentNullException.ThrowIfNull(persistenceId);
        var dash = persistenceId.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0)
        {
            return new AgentName(persistenceId, persistenceId);
        }

        var type = persistenceId[..dash];
        var isNamed = type is "scanner" or "trader" or "feed";
        return new AgentName(isNamed ? persistenceId[(dash + 1)..] : persistenceId, type);
    }

    /// <summary>The account in the persistence id of a portfolio.</summary>
    /// <exception cref="InvalidOperationException">It is no portfolio's.</exception>
    public static string AccountOf(string persistenceId)
    {
        ArgumentNullException.ThrowIfNull(persistenceId);
        const string prefix = "portfolio-";
        return persistenceId.StartsWith(prefix, StringComparison.Ordinal)
            ? persistenceId[prefix.Length..]
            : throw new InvalidOperationException($"'{persistenceId}' is not the persistence id of a portfolio.");
    }
}

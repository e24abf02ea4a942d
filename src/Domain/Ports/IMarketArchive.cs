using WhaleStack.Domain.Projections;

namespace WhaleStack.Domain.Ports;

/// <summary>Keeps market data in tables, for people and dashboards; nothing decides by it.</summary>
/// <remarks>Implementations are thread-safe.</remarks>
public interface IMarketArchive
{
    /// <summary>
    /// Takes a row. Never waits and never throws: what cannot be taken is dropped, and the drop is counted.
    /// </summary>
    /// <param name="row">A row of <see cref="MarketRows"/>; it replaces the one with its key.</param>
    void Write(TableRow row);
}

/// <summary>Keeps nothing.</summary>
public sealed class NoMarketArchive : IMarketArchive
{
    private NoMarketArchive()
    {
    }

    /// <summary>The one instance.</summary>
    public static NoMarketArchive Instance { get; } = new();

    /// <inheritdoc/>
    public void Write(TableRow row)
    {
        // Nobody wants it.
    }
}

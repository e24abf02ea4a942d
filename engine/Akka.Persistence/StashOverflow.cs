using Akka.Actor;
using Akka.Configuration;

namespace Akka.Persistence;

/// <summary>What to do with a command when the internal stash is full.</summary>
public interface IStashOverflowStrategy;

/// <summary>Makes an <see cref="IStashOverflowStrategy"/>; named by <c>internal-stash-overflow-strategy</c>.</summary>
public interface IStashOverflowStrategyConfigurator
{
    /// <summary>Creates the strategy.</summary>
    IStashOverflowStrategy Create(Config config);
}

/// <summary>The command goes to the dead letters.</summary>
public class DiscardToDeadLetterStrategy : IStashOverflowStrategy
{
    private DiscardToDeadLetterStrategy()
    {
    }

    /// <summary>The only instance.</summary>
    public static DiscardToDeadLetterStrategy Instance { get; } = new();
}

/// <summary>The actor fails with <see cref="StashOverflowException"/>.</summary>
public class ThrowOverflowExceptionStrategy : IStashOverflowStrategy
{
    private ThrowOverflowExceptionStrategy()
    {
    }

    /// <summary>The only instance.</summary>
    public static ThrowOverflowExceptionStrategy Instance { get; } = new();
}

/// <summary>The sender gets a given answer and the command is dropped.</summary>
public sealed class ReplyToStrategy : IStashOverflowStrategy
{
    /// <summary>Creates the strategy with its answer.</summary>
    public ReplyToStrategy(object response) => Response = response;

    /// <summary>What the sender gets.</summary>
    public object Response { get; }
}

/// <summary>Chooses <see cref="ThrowOverflowExceptionStrategy"/>.</summary>
public sealed class ThrowExceptionConfigurator : IStashOverflowStrategyConfigurator
{
    /// <inheritdoc/>
    public IStashOverflowStrategy Create(Config config) => ThrowOverflowExceptionStrategy.Instance;
}

/// <summary>Chooses <see cref="DiscardToDeadLetterStrategy"/>.</summary>
public sealed class DiscardConfigurator : IStashOverflowStrategyConfigurator
{
    /// <inheritdoc/>
    public IStashOverflowStrategy Create(Config config) => DiscardToDeadLetterStrategy.Instance;
}

using Akka.Configuration;

namespace Akka.Actor;

/// <summary>Makes the strategy of the user guardian, by name from the configuration.</summary>
public abstract class SupervisorStrategyConfigurator
{
    /// <summary>The configurator of that type.</summary>
    public static SupervisorStrategyConfigurator CreateConfigurator(string typeName)
    {
        var type = Type.GetType(typeName)
            ?? throw new ConfigurationException($"Could not resolve supervisor strategy type [{typeName}]");
        return (SupervisorStrategyConfigurator)Activator.CreateInstance(type)!;
    }

    /// <summary>Makes the strategy.</summary>
    public abstract SupervisorStrategy Create();
}

/// <summary>The default strategy for the user guardian.</summary>
public class DefaultSupervisorStrategy : SupervisorStrategyConfigurator
{
    /// <inheritdoc/>
    public override SupervisorStrategy Create() => SupervisorStrategy.DefaultStrategy;
}

/// <summary>A strategy for the user guardian that stops what fails.</summary>
public class StoppingSupervisorStrategy : SupervisorStrategyConfigurator
{
    /// <inheritdoc/>
    public override SupervisorStrategy Create() => SupervisorStrategy.StoppingStrategy;
}

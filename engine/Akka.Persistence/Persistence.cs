using Akka.Actor;
using Akka.Configuration;

namespace Akka.Persistence;

/// <summary>Identifies the persistence extension: <c>Persistence.Instance.Apply(system)</c>.</summary>
public class Persistence : ExtensionIdProvider<PersistenceExtension>
{
    /// <summary>The only instance that is needed.</summary>
    public static Persistence Instance { get; } = new();

    /// <summary>The settings of <c>akka.persistence</c> that hold when nothing else is said.</summary>
    public static Config DefaultConfig() =>
        ConfigurationFactory.FromResource<Persistence>("Akka.Persistence.persistence.conf");

    /// <inheritdoc/>
    public override PersistenceExtension CreateExtension(ExtendedActorSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        return new PersistenceExtension(system);
    }
}

using Akka.Configuration;
using Akka.Util;

namespace Akka.Actor.Setup
{
    /// <summary>Part of how a system is set up in code.</summary>
    public abstract class Setup
    {
        /// <summary>This part and another.</summary>
        public ActorSystemSetup And(Setup other) => ActorSystemSetup.Create(this, other);
    }

    /// <summary>How a system is set up in code: one part of each type.</summary>
    public sealed class ActorSystemSetup
    {
        /// <summary>No part.</summary>
        public static readonly ActorSystemSetup Empty = new([]);

        private readonly Dictionary<Type, Setup> _parts;

        private ActorSystemSetup(Dictionary<Type, Setup> parts)
        {
            _parts = parts;
        }

        /// <summary>Gathers parts; of one type, the last counts.</summary>
        public static ActorSystemSetup Create(params Setup[] setup)
        {
            var parts = new Dictionary<Type, Setup>();
            foreach (var part in setup)
            {
                parts[part.GetType()] = part;
            }

            return new ActorSystemSetup(parts);
        }

        /// <summary>The part of a type.</summary>
        public Option<T> Get<T>()
            where T : Setup => _parts.TryGetValue(typeof(T), out var part) ? (T)part : Option<T>.None;

        /// <summary>Adds a part or replaces the one of its type.</summary>
        public ActorSystemSetup WithSetup<T>(T setup)
            where T : Setup => new(new Dictionary<Type, Setup>(_parts) { [setup.GetType()] = setup });

        /// <summary>Adds a part or replaces the one of its type.</summary>
        public ActorSystemSetup And<T>(T setup)
            where T : Setup => WithSetup(setup);
    }
}

namespace Akka.Actor
{
    /// <summary>Which provider a system uses.</summary>
    public abstract class ProviderSelection
    {
        private ProviderSelection(string identifier, string fqn, bool hasCluster)
        {
            Identifier = identifier;
            Fqn = fqn;
            HasCluster = hasCluster;
        }

        internal string Identifier { get; }

        internal string Fqn { get; }

        internal bool HasCluster { get; }

        internal static ProviderSelection GetProvider(string name) => name switch
        {
            "local" or "Akka.Actor.LocalActorRefProvider" or "Akka.Actor.LocalActorRefProvider, Akka" => Local.Instance,
            "cluster" or "Akka.Cluster.ClusterActorRefProvider, Akka.Cluster" => Cluster.Instance,
            "remote" or "Akka.Remote.RemoteActorRefProvider, Akka.Remote" => throw new ConfigurationException(
                "akka.actor.provider = remote is not available: use local or cluster"),
            _ => new Custom(name),
        };

        /// <summary>One process.</summary>
        public sealed class Local : ProviderSelection
        {
            /// <summary>The only instance.</summary>
            public static readonly Local Instance = new();

            private Local()
                : base("local", "Akka.Actor.LocalActorRefProvider", false)
            {
            }
        }

        /// <summary>A cluster.</summary>
        public sealed class Cluster : ProviderSelection
        {
            /// <summary>The only instance.</summary>
            public static readonly Cluster Instance = new();

            private Cluster()
                : base("cluster", "Akka.Cluster.ClusterActorRefProvider, Akka.Cluster", true)
            {
            }
        }

        /// <summary>A provider by its type name.</summary>
        public sealed class Custom : ProviderSelection
        {
            /// <summary>Holds its arguments.</summary>
            public Custom(string fqn, string? identifier = null, bool hasCluster = false)
                : base(identifier ?? string.Empty, fqn, hasCluster)
            {
            }
        }
    }

    /// <summary>The configuration and the provider of a system.</summary>
    public sealed class BootstrapSetup : Setup.Setup
    {
        private BootstrapSetup(Option<Config> config, Option<ProviderSelection> provider)
        {
            Config = config;
            ActorRefProvider = provider;
        }

        /// <summary>The configuration.</summary>
        public Option<Config> Config { get; }

        /// <summary>The provider.</summary>
        public Option<ProviderSelection> ActorRefProvider { get; }

        /// <summary>Says nothing yet.</summary>
        public static BootstrapSetup Create() => new(Option<Config>.None, Option<ProviderSelection>.None);

        /// <summary>The same with a configuration.</summary>
        public BootstrapSetup WithConfig(Config config) => new(config, ActorRefProvider);

        /// <summary>The same with a configuration behind the one there is.</summary>
        public BootstrapSetup WithConfigFallback(Config config) => new(
            Config.HasValue ? Config.Value.WithFallback(config) : config, ActorRefProvider);

        /// <summary>The same with a provider.</summary>
        public BootstrapSetup WithActorRefProvider(ProviderSelection name) => new(Config, name);
    }
}

using System.Runtime.CompilerServices;
using Akka.Actor;

namespace Akka.Streams.Implementation;

/// <summary>The materializer behind the overloads that take an actor system: one for each system.</summary>
internal static class SystemMaterializer
{
    private static readonly ConditionalWeakTable<ActorSystem, ActorMaterializer> s_materializers = [];

    public static ActorMaterializer Of(ActorSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        lock (s_materializers)
        {
            if (!s_materializers.TryGetValue(system, out var materializer))
            {
                materializer = system.Materializer();
                s_materializers.Add(system, materializer);
            }

            return materializer;
        }
    }
}

using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Akka.Util;

/// <summary>Names of types as they are written to configuration, journals and the wire.</summary>
public static partial class TypeExtensions
{
    private static readonly ConcurrentDictionary<Type, string> Names = new();
    private static readonly string CoreAssembly = typeof(object).Assembly.GetName().Name!;

    /// <summary>Whether instances of this type can be used where a <typeparamref name="T"/> is expected.</summary>
    public static bool Implements<T>(this Type type) => typeof(T).IsAssignableFrom(type);

    /// <summary>
    /// The full name and the plain assembly name, without version, culture or key; types of the core library go
    /// without assembly. <see cref="Type.GetType(string)"/> finds the type again.
    /// </summary>
    public static string TypeQualifiedName(this Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return Names.GetOrAdd(type, Describe);
    }

    private static string Describe(Type type)
    {
        var name = AssemblyDetails().Replace(type.AssemblyQualifiedName ?? type.ToString(), string.Empty);
        return name.Replace(", " + CoreAssembly, string.Empty, StringComparison.Ordinal);
    }

    [GeneratedRegex(
        ", Version=[^,\\]]+, Culture=[^,\\]]+, PublicKeyToken=[^,\\]]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AssemblyDetails();
}

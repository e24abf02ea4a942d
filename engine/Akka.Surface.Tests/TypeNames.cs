namespace Akka.Surface.Tests;

/// <summary>Types as one writes them in C#.</summary>
internal static class TypeNames
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(decimal)] = "decimal",
        [typeof(double)] = "double",
        [typeof(float)] = "float",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(ushort)] = "ushort",
        [typeof(void)] = "void",
    };

    /// <summary>The name with its type arguments, without a namespace.</summary>
    public static string Of(Type type)
    {
        if (type.IsByRef)
        {
            return Of(type.GetElementType()!);
        }

        if (type.IsArray)
        {
            return Of(type.GetElementType()!) + "[]";
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Of(underlying) + "?";
        }

        return Keywords.TryGetValue(type, out var keyword) ? keyword : Nested(type);
    }

    private static string Nested(Type type)
    {
        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        var arguments = type.GetGenericArguments();
        var outerCount = type.DeclaringType?.GetGenericArguments().Length ?? 0;
        var tick = type.Name.IndexOf('`', StringComparison.Ordinal);
        var name = tick < 0 ? type.Name : type.Name[..tick];
        var own = arguments[outerCount..];
        var text = own.Length == 0 ? name : $"{name}<{string.Join(", ", own.Select(Of))}>";
        if (type.DeclaringType is not { } outer)
        {
            return text;
        }

        var closed = outer.IsGenericTypeDefinition && outerCount > 0
            ? outer.MakeGenericType(arguments[..outerCount])
            : outer;
        return $"{Of(closed)}.{text}";
    }
}

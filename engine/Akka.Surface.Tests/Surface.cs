using System.Reflection;
using System.Text;

namespace Akka.Surface.Tests;

/// <summary>The public face of an assembly as text: what a user of it can name, one line a member.</summary>
internal static class Surface
{
    /// <summary>The whole assembly, by namespace and type.</summary>
    public static string Of(Assembly assembly)
    {
        var text = new StringBuilder();
        var spaces = assembly.GetTypes()
            .Where(IsSeen)
            .GroupBy(type => type.Namespace ?? string.Empty, StringComparer.Ordinal)
            .OrderBy(space => space.Key, StringComparer.Ordinal);
        foreach (var space in spaces)
        {
            text.Append("# ").Append(space.Key).Append('\n');
            foreach (var type in space.OrderBy(TypeNames.Of, StringComparer.Ordinal))
            {
                Write(text, type);
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, Type type)
    {
        if (type.IsEnum)
        {
            text.Append("enum ").Append(TypeNames.Of(type)).Append(" { ")
                .AppendJoin(", ", type.GetEnumNames()).Append(" }\n");
            return;
        }

        if (type.BaseType == typeof(MulticastDelegate))
        {
            var invoke = type.GetMethod("Invoke")!;
            text.Append("delegate ").Append(TypeNames.Of(invoke.ReturnType)).Append(' ').Append(TypeNames.Of(type))
                .Append('(').Append(MemberLines.Parameters(invoke)).Append(")\n");
            return;
        }

        text.Append(Heading(type)).Append('\n');
        foreach (var line in MemberLines.Of(type))
        {
            text.Append("  ").Append(line).Append('\n');
        }
    }

    private static string Heading(Type type)
    {
        var kind = type switch
        {
            { IsInterface: true } => "interface",
            { IsValueType: true } => "struct",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => "abstract class",
            { IsSealed: true } => "sealed class",
            _ => "class",
        };
        var bases = new List<string>();
        if (type.BaseType is { } @base && @base != typeof(object) && @base != typeof(ValueType))
        {
            bases.Add(TypeNames.Of(@base));
        }

        var inherited = type.BaseType?.GetInterfaces() ?? [];
        bases.AddRange(type.GetInterfaces()
            .Where(i => i.IsVisible && !inherited.Contains(i))
            .Select(TypeNames.Of)
            .Order(StringComparer.Ordinal));
        var derives = bases.Count == 0 ? string.Empty : $" : {string.Join(", ", bases)}";
        var outer = type.DeclaringType?.GetGenericArguments().Length ?? 0;
        return $"{kind} {TypeNames.Of(type)}{derives}"
            + MemberLines.Constraints(type.GetGenericArguments()[outer..].Where(a => a.IsGenericParameter));
    }

    private static bool IsSeen(Type type) =>
        type.IsVisible || (type.IsNestedFamily && type.DeclaringType is { IsSealed: false } outer && IsSeen(outer));
}

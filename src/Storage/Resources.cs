using System.Reflection;

namespace WhaleStack.Storage;

/// <summary>Texts that are part of the assembly.</summary>
internal static class Resources
{
    public static string Text(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{assembly.GetName().Name} was built without '{name}'.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

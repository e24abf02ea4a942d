namespace WhaleStack.Quant.Tests.Support;

/// <summary>
/// A test of recorded data that may be used but not copied into this repository: without a <c>shared/data</c> folder
/// beside or above the repository it is skipped, and says so.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedDataFactAttribute : FactAttribute
{
    /// <summary>Needs a file below that folder.</summary>
    public SharedDataFactAttribute(string path)
    {
        if (Repository.SharedDataPathOf(path) is null)
        {
            Skip = $"optional: the recording '{path}' is not here; it is looked for in shared/data";
        }
    }
}

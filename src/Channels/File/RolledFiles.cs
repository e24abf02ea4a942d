using System.Globalization;

namespace WhaleStack.Channels.File;

/// <summary>The full files beside one that is being written: <c>NAME.1.log</c>, <c>NAME.2.log</c> and so on.</summary>
internal sealed class RolledFiles(string path, int filesMax)
{
    private readonly string _folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
    private readonly string _stem = Path.GetFileNameWithoutExtension(path);
    private readonly string _ending = Path.GetExtension(path);

    /// <summary>The one that was full last; null when none was.</summary>
    public string? Newest => Numbers() is [.., var last] ? PathOf(last) : null;

    /// <summary>Renames the file, which must be closed, and deletes the oldest ones.</summary>
    /// <exception cref="IOException">A file cannot be renamed or deleted.</exception>
    public void Roll()
    {
        var numbers = Numbers();
        System.IO.File.Move(path, PathOf(numbers is [.., var last] ? last + 1 : 1));
        foreach (var old in numbers.Take(numbers.Count + 2 - filesMax))
        {
            System.IO.File.Delete(PathOf(old));
        }
    }

    private string PathOf(int number) =>
        Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"{_stem}.{number}{_ending}"));

    private List<int> Numbers() =>
    [
        .. Directory.EnumerateFiles(_folder, $"{_stem}.*{_ending}")
            .Select(file => Path.GetFileName(file)[(_stem.Length + 1)..])
            .Where(rest => rest.Length > _ending.Length)
            .Select(rest => rest[..^_ending.Length])
            .Select(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0)
            .Where(number => number > 0)
            .Order(),
    ];
}

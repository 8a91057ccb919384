"""YAML as our data files and settings use it: safe, and with no key given twice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from pipeline.problems import SettingsError


def parse(text: str) -> Any:
    """The content of a YAML text. Raises yaml.YAMLError on a duplicate key, ValueError on a date that does not exist."""
    return yaml.load(text, Loader=_Loader)


def read(path: Path, what: str) -> Any:
    """The content of a file an office wrote (`what`: 设置文件). Raises SettingsError naming the file, its trouble and what to do."""
    try:
        return parse(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise SettingsError(f"{path}：{what}打不开（{error.strerror}）。请检查路径和权限。") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}：{what}不是UTF-8编码。请用记事本另存为UTF-8。") from error
    except (yaml.YAMLError, ValueError) as error:
        raise SettingsError(f"{path}：不是正确的YAML：{error}") from error


class _Loader(yaml.CSafeLoader):
    """PyYAML keeps the last of two equal keys without a word, so we refuse them here."""


def _unique(loader: _Loader, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: set[Any] = set()
    for key_node, _ in node.value:
        key = loader.construct_object(key_node)
        if key in seen:
            raise yaml.constructor.ConstructorError(None, None, f"键重复：{key}", key_node.start_mark)
        seen.add(key)
    return yaml.SafeLoader.construct_mapping(loader, node, deep=True)


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _unique)
